import type { Attribute, SlottedAttribute, Trigger } from './attribute.interface.js';

/** Gives each attribute its slot; where a name is taken, who came first keeps it. */
export function makeTrigger(
  about: Pick<Trigger, 'aggregate' | 'itemType' | 'action' | 'label'>,
  attributes: readonly Attribute[],
): Trigger {
  const byName = new Map<string, SlottedAttribute>();
  for (const attribute of attributes) {
    if (!byName.has(attribute.name)) {
      byName.set(attribute.name, { ...attribute, slot: byName.size });
    }
  }
  const slotted = [...byName.values()];
  for (const attribute of slotted) {
    if (attribute.alias !== undefined && !byName.has(attribute.alias)) {
      byName.set(attribute.alias, attribute);
    }
  }
  return { ...about, attributes: slotted, find: (name) => byName.get(name) };
}
