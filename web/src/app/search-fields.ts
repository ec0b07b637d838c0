/** Reads one value of a link; anything unusable counts as absent, so that a bad link still opens. */
type SearchField<Value> = (given: unknown) => Value | undefined;

/** What a page's link holds, by the fields that it declares. */
export type SearchOf<Read> = Read extends (search: Record<string, unknown>) => infer Search
  ? Search
  : never;

export const searchText: SearchField<string> = (given) =>
  typeof given === 'string' ? given : undefined;

/** A flag that is either set or absent. */
export const searchFlag: SearchField<true> = (given) =>
  given === true || given === 'true' ? true : undefined;

/** One of a few words. */
export function searchChoice<const Choice extends string>(
  choices: readonly Choice[],
): SearchField<Choice> {
  return (given) => choices.find((choice) => choice === given);
}

/** The state of a page, as its link holds it: what is not declared is left out. */
export function searchFields<Fields extends Record<string, SearchField<unknown>>>(fields: Fields) {
  type Search = { [Name in keyof Fields]?: ReturnType<Fields[Name]> };
  return (search: Record<string, unknown>): Search => {
    const read = Object.entries(fields).map(([name, field]) => [name, field(search[name])]);
    return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as Search;
  };
}
