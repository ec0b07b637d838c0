const LONGEST = 2_000;
const LARGEST = 16_384;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Text as PostgreSQL can hold it, of a length that a list can show. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').replaceAll(LONE_SURROGATE, '\uFFFD').slice(0, LONGEST);
}

/** What an error says, with what caused it. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return storableText(String(error));
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return storableText(`${error.message || error.name}${cause}`);
}

/** JSON for a jsonb column; what is too large to look at is left out, and said to be. */
export function storableJson(value: Readonly<Record<string, unknown>>): string | null {
  if (Object.keys(value).length === 0) return null;
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return String(part);
    return typeof part === 'string' ? storableText(part) : part;
  });
  return text.length > LARGEST ? JSON.stringify({ left_out: `${text.length} characters` }) : text;
}
