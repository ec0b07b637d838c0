/** The last characters of a long id; a time-ordered id starts alike for everything of one day. */
export function shortId(id: string): string {
  return id.length > 12 ? `…${id.slice(-8)}` : id;
}
