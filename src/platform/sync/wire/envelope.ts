import { z } from 'zod';
import type { MessageDetails } from './message-details.interface.js';

/** A message as it travels. */
export interface WireMessage {
  /** A bigint in decimal. */
  readonly id: string;
  readonly body: string;
  readonly origin: string | null;
  readonly originalId: string | null;
  readonly details: MessageDetails | null;
}

/** One item of a batch that is no message. */
export interface EnvelopeProblem {
  readonly index: number;
  readonly field: string;
  readonly problem: string;
}

const LARGEST = 9_223_372_036_854_775_807n;
const UNSTORABLE = /[\0\p{Surrogate}]/u;

const storable = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !UNSTORABLE.test(value), {
      error: 'contains NUL or half of a surrogate pair',
    });

const NO_ID = 'is no message id; send a positive whole number';
const id = z
  .union([z.int({ error: NO_ID }).positive(NO_ID), z.string().regex(/^[1-9]\d{0,18}$/, NO_ID)], {
    error: NO_ID,
  })
  .transform(String)
  .refine((value) => BigInt(value) <= LARGEST, { error: 'is too large' });

const details = z.object({
  event: storable(50),
  changed: z.array(storable(200)).max(2_000).optional(),
  seen: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  correlation_id: storable(200).optional(),
  whodunnit: storable(500).optional(),
  occurred_at: z.iso.datetime({ offset: true }).optional(),
  references: z.record(z.string(), z.tuple([storable(200), storable(200)])).optional(),
});

const envelope = z.object({
  id,
  body: z.string({ error: 'is no text; send the JSON of one record as a string' }),
  origin: storable(200).nullish(),
  original_id: z.union([z.int(), storable(200)]).nullish(),
  backstory: details.nullish(),
});

/** The messages of a batch, and what among it is none; unknown keys are ignored. */
export function readEnvelopes(items: readonly unknown[]): {
  readonly messages: WireMessage[];
  readonly problems: EnvelopeProblem[];
} {
  const messages: WireMessage[] = [];
  const problems: EnvelopeProblem[] = [];
  items.forEach((item, index) => {
    const read = envelope.safeParse(item);
    if (read.success) {
      messages.push(toMessage(read.data));
      return;
    }
    const issue = read.error.issues[0]!;
    problems.push({ index, field: issue.path.join('.'), problem: issue.message });
  });
  return { messages, problems };
}

function toMessage(read: z.output<typeof envelope>): WireMessage {
  return {
    id: read.id,
    // As JSON of a text it can be stored and shown; no record is made out of it.
    body: UNSTORABLE.test(read.body) ? JSON.stringify(read.body) : read.body,
    origin: read.origin ?? null,
    originalId: isPresent(read.original_id) ? String(read.original_id) : null,
    details: (read.backstory as MessageDetails | null | undefined) ?? null,
  };
}

function isPresent<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** The text of a batch; ids stay numbers, which a gem expects. */
export function writeEnvelopes(messages: readonly WireMessage[]): string {
  return `[${messages.map(writeEnvelope).join(',')}]`;
}

function writeEnvelope({
  id: number,
  body,
  origin,
  originalId,
  details: more,
}: WireMessage): string {
  const isNumber = originalId !== null && /^\d{1,15}$/.test(originalId);
  const pairs = [
    `"id":${number}`,
    `"body":${JSON.stringify(body)}`,
    ...(origin === null
      ? []
      : [
          `"origin":${JSON.stringify(origin)}`,
          `"original_id":${isNumber ? originalId : JSON.stringify(originalId)}`,
        ]),
    ...(more === null ? [] : [`"backstory":${JSON.stringify(more)}`]),
  ];
  return `{${pairs.join(',')}}`;
}
