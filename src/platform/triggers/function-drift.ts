import type { FunctionDefinition } from './function-definition.js';
import type { ExistingFunction } from './function-inspector.js';

/**
 * One difference between a function as code has it and as the database does:
 * - `missing`; `outdated`: another body;
 * - `invoker`: it should run with its owner's rights; `unpinned`: other settings, a search path foremost;
 * - `open`: everybody may call it; `owner`: it belongs to somebody else than the tables that it writes.
 */
export type FunctionDrift =
  | { readonly kind: 'missing'; readonly expected: FunctionDefinition }
  | {
      readonly kind: 'outdated' | 'invoker' | 'unpinned' | 'open' | 'owner';
      readonly expected: FunctionDefinition;
      readonly existing: ExistingFunction;
    };

/** Compares functions with those of the database; `owner` is whose they should be. */
export function compareFunctions(
  expected: readonly FunctionDefinition[],
  existing: readonly ExistingFunction[],
  owner: string | undefined,
): FunctionDrift[] {
  const found = new Map(existing.map((one) => [`${one.schema}.${one.name}`, one]));
  return expected.flatMap((definition): FunctionDrift[] => {
    const one = found.get(`${definition.schema}.${definition.name}`);
    if (one === undefined) {
      return [{ kind: 'missing', expected: definition }];
    }
    const kinds = [
      ['outdated', one.body !== definition.body],
      ['invoker', definition.securityDefiner && !one.securityDefiner],
      ['unpinned', String(one.settings.toSorted()) !== String(definition.settings.toSorted())],
      ['open', one.open && !definition.open],
      ['owner', owner !== undefined && one.owner !== owner],
    ] as const;
    return kinds.flatMap(([kind, differs]) =>
      differs ? [{ kind, expected: definition, existing: one }] : [],
    );
  });
}
