import type { DataSource } from 'typeorm';
import type { TriggerDefinition, TriggerEvent } from '../../triggers/index.js';
import { AuditedEntities, type AuditedEntity } from '../audited-entities.js';
import { auditPolicy } from './audit-policy.js';

/**
 * The triggers that every audited table of the data source needs: one for its rows, one that reads
 * the rows that a TRUNCATE is about to take.
 * @publicApi
 */
export function auditTriggers(dataSource: DataSource): TriggerDefinition[] {
  const entities = AuditedEntities.of(dataSource);
  return entities.all().flatMap((entity) => {
    const argument = JSON.stringify(auditPolicy(entity, entities));
    return [
      define(entity, 'backstory_audit', 'audit_row', argument, ['INSERT', 'UPDATE', 'DELETE']),
      define(entity, 'backstory_audit_truncate', 'audit_truncate', argument, ['TRUNCATE']),
    ];
  });
}

function define(
  { metadata }: AuditedEntity,
  name: string,
  called: string,
  argument: string,
  events: readonly TriggerEvent[],
): TriggerDefinition {
  const ofRows = !events.includes('TRUNCATE');
  return {
    name,
    table: {
      name: metadata.tableName,
      ...(metadata.schema === undefined ? {} : { schema: metadata.schema }),
    },
    timing: ofRows ? 'AFTER' : 'BEFORE',
    events,
    level: ofRows ? 'ROW' : 'STATEMENT',
    function: { schema: 'backstory', name: called },
    argument,
  };
}
