import { z } from 'zod';
import { RetryLater } from '../../deliveries/index.js';
import { excerpt } from '../outbound/excerpt.util.js';
import type { OutboundAnswer } from '../outbound/outbound-http.js';
import { retryAfter } from '../outbound/retry-after.util.js';

const USUAL_WAIT = 60_000;
const LONGEST_WAIT = 3_600_000;

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z
          .object({ code: z.string().optional(), userPresentableMessage: z.string().optional() })
          .loose()
          .optional(),
      }),
    )
    .optional(),
});

/** What Linear made of a request: data, or why it refused it for good. */
export type LinearAnswer =
  { readonly data: Readonly<Record<string, unknown>> } | { readonly refusal: string };

/**
 * Reads an answer; GraphQL puts its errors into answers of any status, 200 too.
 * @throws RetryLater, Error for what may go well another time
 */
export function readLinearAnswer({ status, headers, body }: OutboundAnswer): LinearAnswer {
  const answer = parse(body);
  const [error] = answer?.errors ?? [];
  const code = error?.extensions?.code;
  if (status === 429 || code === 'RATELIMITED') {
    throw new RetryLater(resetIn(headers) ?? USUAL_WAIT, 'Linear limits our rate');
  }
  if (status === 401 || status === 403 || code === 'AUTHENTICATION_ERROR') {
    throw new Error('Linear refused our API key; make a new one and configure it');
  }
  if (status >= 500 || code === 'INTERNAL_SERVER_ERROR' || !answer) {
    throw new Error(`Linear answered ${status} ${excerpt(body, 200)}`);
  }
  if (error) return { refusal: excerpt(error.extensions?.userPresentableMessage ?? error.message) };
  if (status >= 300 || !answer.data) throw new Error(`Linear answered ${status} without data`);
  return { data: answer.data };
}

function parse(body: string): z.output<typeof answerSchema> | undefined {
  try {
    return answerSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** The limits of Linear end at a time in milliseconds; whichever ends last is in our way. */
function resetIn(headers: OutboundAnswer['headers']): number | undefined {
  const times = ['requests', 'complexity'].flatMap((limit) => {
    if (headers[`x-ratelimit-${limit}-remaining`] !== '0') return [];
    const at = Number(headers[`x-ratelimit-${limit}-reset`]);
    return Number.isFinite(at) ? [at - Date.now()] : [];
  });
  if (times.length === 0) return retryAfter(headers['retry-after']);
  return Math.min(LONGEST_WAIT, Math.max(1_000, ...times));
}
