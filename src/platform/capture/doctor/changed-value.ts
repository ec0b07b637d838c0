/** An SQL expression for another value of the column; undefined for types without an obvious one. */
export function changedValue(
  name: string,
  { type, category, nullable }: { type: string; category: string; nullable: boolean },
): string | undefined {
  switch (category) {
    case 'B':
      return `coalesce(NOT ${name}, true)`;
    case 'N':
      return `coalesce(${name} + 1, 1)`;
    case 'S':
      return `coalesce(${name} || '.', '.')`;
    case 'D':
      return type.startsWith('time ')
        ? `coalesce(${name} + interval '1 minute', '12:00')`
        : `coalesce(${name} + interval '1 day', now())`;
    default:
      return nullable ? `CASE WHEN false THEN ${name} END` : undefined;
  }
}
