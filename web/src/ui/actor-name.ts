/** The name alone of an actor written as in git, `Ada Lovelace <ada@example.org>`. */
export function actorName(actor: string | null | undefined): string {
  if (actor === null || actor === undefined || actor === '') return 'somebody';
  return /^(.*\S)\s*<[^<>]*>$/.exec(actor)?.[1] ?? actor;
}
