import { catch as orElse, literal, optional, pipe, string, transform, union } from 'zod/mini';

/** A value that may be absent; anything unusable counts as absent, a bad link still opens. */
export const searchText = orElse(optional(string()), undefined);

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
