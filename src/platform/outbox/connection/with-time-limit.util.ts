import { TimeLimitError } from '../outbox.errors.js';

/** Rejects with a `TimeLimitError` when `work` is not settled in time; `work` itself goes on. */
export async function withTimeLimit<T>(
  what: string,
  milliseconds: number,
  work: Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeLimitError(what, milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
