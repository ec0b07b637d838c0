const LONGEST = 1_000;

/** The beginning of somebody's answer, fit for a log: no control characters, which a terminal obeys. */
export function excerpt(text: string, most: number = LONGEST): string {
  const clean = text.replaceAll(/[\p{Cc}\p{Cf}\p{Surrogate}]+/gu, ' ').trim();
  return clean.length > most ? `${clean.slice(0, most - 1)}…` : clean;
}
