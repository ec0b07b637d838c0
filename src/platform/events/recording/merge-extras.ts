import type { EventSpec, Extra } from '../interfaces/event-spec.interface.js';
import { checkExtra } from './check-extra.js';

/**
 * The extra of a burst: what came before with what came now. Undefined when the schema refuses it, as
 * a list that has grown too long: then a new event starts.
 */
export async function mergeExtras(
  { extra: schema, merge = joinLists }: EventSpec,
  earlier: unknown,
  later: unknown,
): Promise<unknown> {
  const united = merge((earlier ?? {}) as Extra, (later ?? {}) as Extra);
  const problems: unknown[] = [];
  const merged = await checkExtra(schema, united, problems as never[]);
  return problems.length > 0 ? undefined : merged;
}

/** Lists are joined, all else is taken from the later. */
function joinLists(earlier: Extra, later: Extra): Extra {
  const united: Record<string, unknown> = { ...earlier };
  for (const [key, value] of Object.entries(later)) {
    const before = Object.hasOwn(earlier, key) ? earlier[key] : undefined;
    united[key] =
      Array.isArray(before) && Array.isArray(value)
        ? [...(before as unknown[]), ...(value as unknown[])]
        : value;
  }
  return united;
}
