/** Colours that stand apart on white and on black, for labels that nobody chose one for. */
const PALETTE = [
  '#d73a4a',
  '#a2845e',
  '#0e8a16',
  '#1d76db',
  '#5319e7',
  '#c2659e',
  '#b08800',
  '#0e7490',
] as const;

/** The same word has the same colour in every project. */
export function colourOf(name: string): string {
  let sum = 0;
  for (const character of name) {
    sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  }
  return PALETTE[sum % PALETTE.length] ?? PALETTE[0];
}
