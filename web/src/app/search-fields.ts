import {
  catch as orElse,
  literal,
  optional,
  pipe,
  string,
  transform,
  union,
  array,
} from 'zod/mini';

/** A value that may be absent; anything unusable counts as absent, a bad link still opens. */
export const searchText = orElse(optional(string()), undefined);

/** One value or several, always read as a list; absent when empty. */
export const searchList = orElse(
  optional(
    pipe(
      union([string(), array(string())]),
      transform((value) => (typeof value === 'string' ? [value] : value)),
    ),
  ),
  undefined,
);

/** A flag that is either set or absent. */
export const searchFlag = orElse(
  optional(
    pipe(
      union([literal('true'), literal(true)]),
      transform(() => true as const),
    ),
  ),
  undefined,
);
