import { z } from 'zod';
import type { RegisteredAction } from '../actions/workflow-actions.js';
import type { SlottedAttribute, Trigger } from '../rules/attribute.interface.js';
import { LIMITS } from '../rules/limits.js';
import { OPERATORS, operatorsOf } from '../rules/operators.js';

const attributeSchema = z.object({
  name: z.string().meta({ example: 'issue.created_at' }),
  alias: z.string().nullable().meta({ example: 'created_at' }),
  label: z.string().meta({ example: 'Issue: created at' }),
  type: z.enum(['string', 'number', 'boolean', 'date', 'enum', 'array', 'change', 'object']),
  of: z.string().nullable().meta({ description: 'What an array holds or a change is of.' }),
  nullable: z.boolean(),
  values: z.array(z.string()).nullable(),
  operators: z.array(z.string()).meta({ example: ['before', 'after'] }),
});

/** Everything that a form for workflows needs to know. */
export const catalogueSchema = z.object({
  aggregates: z.array(
    z.object({
      aggregate: z.string().meta({ example: 'issue' }),
      item_type: z.string().meta({ example: 'Issue' }),
      triggers: z.array(
        z.object({
          action: z.string().meta({ example: 'comment_added' }),
          label: z.string().meta({ example: 'Comment added' }),
          attributes: z.array(attributeSchema),
        }),
      ),
    }),
  ),
  operators: z.array(
    z.object({
      name: z.string().meta({ example: 'before' }),
      label: z.string().meta({ example: 'is before' }),
      synonyms: z.array(z.string()),
      types: z.array(z.string()),
      value: z.enum(['none', 'one', 'list', 'duration']),
    }),
  ),
  actions: z.array(
    z.object({
      type: z.string().meta({ example: 'reply' }),
      label: z.string().meta({ example: 'Reply' }),
      aggregates: z.array(z.string()).nullable(),
      outside: z.boolean(),
      schema: z.unknown().meta({ description: 'JSON Schema of the fields beside `type`.' }),
    }),
  ),
  limits: z.object({ depth: z.int(), conditions: z.int(), actions: z.int() }),
});

type CatalogueView = z.output<typeof catalogueSchema>;

export function catalogueView(
  triggers: readonly Trigger[],
  actions: readonly RegisteredAction[],
): CatalogueView {
  const { depth, conditions, actions: mostActions } = LIMITS;
  return {
    aggregates: aggregatesView(triggers),
    operators: OPERATORS.map(({ name, label, synonyms, types, operand }) => ({
      name,
      label,
      synonyms: [...synonyms],
      types: [...types],
      value: operand === 'span' ? 'duration' : operand,
    })),
    actions: actions.map(({ type, label, aggregates, outside, jsonSchema }) => ({
      type,
      label,
      aggregates: aggregates && [...aggregates],
      outside,
      schema: jsonSchema,
    })),
    limits: { depth, conditions, actions: mostActions },
  };
}

function aggregatesView(triggers: readonly Trigger[]): CatalogueView['aggregates'] {
  const names = [...new Set(triggers.map((trigger) => trigger.aggregate))];
  return names.map((aggregate) => {
    const own = triggers.filter((trigger) => trigger.aggregate === aggregate);
    return {
      aggregate,
      item_type: own[0]!.itemType,
      triggers: own.map(({ action, label, attributes }) => ({
        action,
        label,
        attributes: attributes.map(attributeView),
      })),
    };
  });
}

function attributeView(attribute: SlottedAttribute): z.output<typeof attributeSchema> {
  const { name, alias = null, label, type, of = null, nullable, values } = attribute;
  const operators = operatorsOf(type).map((operator) => operator.name);
  return { name, alias, label, type, of, nullable, values: values ? [...values] : null, operators };
}
