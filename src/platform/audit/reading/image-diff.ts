import type { AuditedEntity } from '../audited-entities.js';
import { hasExactNumbers } from './exact-columns.js';
import { type ExactImage, plainJson } from './exact-json.js';
import { sameJson } from './same-json.js';
import type { VersionChanges } from './version-record.interface.js';

/** `{column: [a, b]}` of the columns that differ; a column that an image lacks counts as null. */
export function imageDiff(
  a: ExactImage | null,
  b: ExactImage | null,
  entity: AuditedEntity | undefined,
): VersionChanges {
  const names = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
  const differing = [...names].filter((name) => !sameJson(a?.[name] ?? null, b?.[name] ?? null));
  return Object.fromEntries(
    differing.map((name) => {
      const exact = hasExactNumbers(entity, name);
      return [name, [plainJson(a?.[name] ?? null, exact), plainJson(b?.[name] ?? null, exact)]];
    }),
  );
}
