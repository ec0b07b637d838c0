import type { Attribute } from '../rules/attribute.interface.js';
import { changeOf, type JsonSchema, jsonSchemaAttributes } from './json-schema-attributes.js';

const COMMON: readonly Attribute[] = [
  common('event.actor.id', 'who acted', 'string', ['actor', 'id']),
  common('event.actor.type', 'kind of actor', 'string', ['actor', 'type']),
  common('event.occurred_at', 'when it happened', 'date', ['occurredAt']),
  common('event.created_at', 'when it was recorded', 'date', ['createdAt']),
  common('event.hits', 'how often, throttled', 'number', ['hits']),
  common('event.record.type', 'type of the record', 'string', ['record', 'type'], true),
  common('event.record.id', 'id of the record', 'string', ['record', 'id'], true),
  common('event.correlation_id', 'correlation', 'string', ['correlationId'], true),
];

/** What rules may ask about every event, and about the extra that its action carries. */
export function eventAttributes(extra?: JsonSchema): Attribute[] {
  return extra ? [...COMMON, ...extraAttributes(extra)] : [...COMMON];
}

function extraAttributes(extra: JsonSchema): Attribute[] {
  const [whole] = changeOf(extra, {
    name: 'event.extra',
    label: 'Event: what changed',
    nullable: false,
    source: 'event',
    path: ['extra'],
  });
  const inside = jsonSchemaAttributes(extra, 'event.extra', ['extra']);
  return whole?.type === 'change' ? [whole, ...inside] : inside;
}

function common(
  name: string,
  label: string,
  type: Attribute['type'],
  path: readonly string[],
  nullable = false,
): Attribute {
  return { name, label: `Event: ${label}`, type, nullable, source: 'event', path };
}
