import { z } from 'zod';
import { versionPageSchema, versionSchema } from '../../audit/index.js';
import type { CorrelationNode } from '../../correlation/index.js';
import { deliverySchema } from '../../deliveries/index.js';

/** What a delivery brought about, as HTTP shows it. */
export const effectSchema = z.object({
  kind: z.string().meta({ description: '`version` or `event`.', example: 'version' }),
  id: z.string().meta({ example: '4712' }),
  item_type: z.string().meta({ example: 'Invoice' }),
  item_id: z.string().meta({ example: '3' }),
  event: z.string().meta({ example: 'update' }),
  whodunnit: z.string().nullable().meta({ example: 'system' }),
  changed: z
    .array(z.string())
    .nullable()
    .meta({ description: 'The columns that a version changed.', example: ['total_price'] }),
  occurred_at: z.string().nullable().meta({ example: '2026-11-21T18:05:00.323456Z' }),
});

/** A delivery of a change, with what it brought about. */
const handlingSchema = deliverySchema.extend({
  effects: z.array(effectSchema),
  more_effects: z.boolean().meta({ description: 'There are more; the trace has all.' }),
});

/** A change of an audited table, with what everybody made of it who is told of changes. */
export const changeSchema = z.object({
  version: versionSchema,
  deliveries: z.array(handlingSchema),
});

/** A page of changes, newest first. */
export const changePageSchema = versionPageSchema.extend({ items: z.array(changeSchema) });

export type HandlingView = z.output<typeof handlingSchema>;
export type EffectView = z.output<typeof effectSchema>;
export type ChangeView = z.output<typeof changeSchema>;

/** A version or an event that a delivery caused, without the columns that must not be seen. */
export function effectView(node: CorrelationNode, hidden: ReadonlySet<string>): EffectView {
  const { event, whodunnit, changed } = node.facts ?? {};
  return {
    kind: node.kind,
    id: node.id,
    item_type: node.item?.itemType ?? '',
    item_id: node.item?.itemId ?? '',
    event: String(event),
    whodunnit: typeof whodunnit === 'string' ? whodunnit : null,
    changed: Array.isArray(changed) ? changed.filter((column) => !hidden.has(column)) : null,
    occurred_at: node.occurredAt ?? null,
  };
}
