const MOST = 86_400_000;

/** `Retry-After` as milliseconds from now, a day at the most; undefined when it says nothing. */
export function retryAfter(
  header: string | string[] | undefined,
  now: number = Date.now(),
): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined || text.trim() === '') return undefined;
  const milliseconds = /^\d{1,9}$/.test(text.trim())
    ? Number(text) * 1_000
    : Date.parse(text) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.min(MOST, Math.max(1_000, milliseconds));
}
