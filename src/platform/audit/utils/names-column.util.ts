import type { EntityMetadata } from 'typeorm';

/** Does a property name of `@Audited` mean this column: itself, its embedded object or its relation? */
export function namesColumn(
  names: readonly string[] | undefined,
  column: EntityMetadata['columns'][number],
): boolean {
  return (names ?? []).some(
    (name) =>
      column.propertyPath === name ||
      column.propertyPath.startsWith(`${name}.`) ||
      column.relationMetadata?.propertyPath === name,
  );
}
