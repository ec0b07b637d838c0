import type { ExistingTrigger, TriggerDefinition } from './trigger-definition.interface.js';

/** One difference between the triggers that entities declare and those of the database. */
export type TriggerDrift =
  | { readonly kind: 'missing'; readonly expected: TriggerDefinition }
  | {
      readonly kind: 'outdated' | 'disabled';
      readonly expected: TriggerDefinition;
      readonly existing: ExistingTrigger;
    }
  | { readonly kind: 'undeclared'; readonly existing: ExistingTrigger };

/** Compares what should be with what is. `defaultSchema` stands for tables declared without one. */
export function compareTriggers(
  expected: readonly TriggerDefinition[],
  existing: readonly ExistingTrigger[],
  defaultSchema: string,
): TriggerDrift[] {
  const found = new Map(existing.map((trigger) => [keyOf(trigger, defaultSchema), trigger]));
  const drift: TriggerDrift[] = [];
  for (const definition of expected) {
    const key = keyOf(definition, defaultSchema);
    const trigger = found.get(key);
    found.delete(key);
    if (trigger === undefined) {
      drift.push({ kind: 'missing', expected: definition });
    } else if (fingerprint(definition) !== fingerprint(trigger.definition)) {
      drift.push({ kind: 'outdated', expected: definition, existing: trigger });
    } else if (!trigger.enabled) {
      drift.push({ kind: 'disabled', expected: definition, existing: trigger });
    }
  }
  for (const trigger of found.values()) {
    drift.push({ kind: 'undeclared', existing: trigger });
  }
  return drift;
}

/** The finding in words, for people. */
export function describeDrift(drift: TriggerDrift): string {
  const { name, table } = drift.kind === 'undeclared' ? drift.existing : drift.expected;
  return `${drift.kind}: trigger ${name} on ${table.schema === undefined ? '' : `${table.schema}.`}${table.name}`;
}

function keyOf(trigger: Pick<TriggerDefinition, 'name' | 'table'>, defaultSchema: string): string {
  return JSON.stringify([trigger.table.schema ?? defaultSchema, trigger.table.name, trigger.name]);
}

function fingerprint(definition: TriggerDefinition): string {
  const { timing, events, level, newTable, function: called, argument } = definition;
  const sorted = [...events].sort();
  return JSON.stringify([timing, sorted, level, newTable, called.schema, called.name, argument]);
}
