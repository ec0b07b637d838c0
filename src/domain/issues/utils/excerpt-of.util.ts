const LENGTH = 280;

/** The beginning of a text, never with half a character at its end. */
export function excerptOf(text: string): string {
  return text.slice(0, LENGTH).replace(/[\uD800-\uDBFF]$/, '');
}
