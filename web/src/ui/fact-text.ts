/** Any fact as text: words as they are, the rest as JSON. */
export function factText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
