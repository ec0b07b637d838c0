import type { DataSource } from 'typeorm';
import type { TriggerDefinition } from '../../triggers/index.js';
import { AuditedEntities, type AuditedEntity } from '../audited-entities.js';
import { auditPolicy } from './audit-policy.js';

/**
 * The triggers that every audited table of the data source needs: for its rows, and one that reads
 * the rows that a TRUNCATE is about to take.
 * @publicApi
 */
export function auditTriggers(dataSource: DataSource): TriggerDefinition[] {
  const entities = AuditedEntities.of(dataSource);
  return entities.all().flatMap((entity) => {
    const policy = auditPolicy(entity, entities);
    // A null in a json column shows in the typed row alone, and PostgreSQL shows no trigger on a
    // partition the rows of a statement.
    const together = policy.json === undefined && entity.options.partitioned !== true;
    const define = definer(entity, JSON.stringify(policy));
    const ofRows = together
      ? [
          define('backstory_audit', 'audit_row', { events: ['UPDATE', 'DELETE'] }),
          define('backstory_audit_create', 'audit_created', {
            events: ['INSERT'],
            newTable: 'created',
          }),
        ]
      : [define('backstory_audit', 'audit_row', { events: ['INSERT', 'UPDATE', 'DELETE'] })];
    const ofTruncate = define('backstory_audit_truncate', 'audit_truncate', {
      timing: 'BEFORE',
      events: ['TRUNCATE'],
      level: 'STATEMENT',
    });
    return ofRows.concat(ofTruncate);
  });
}

type Shape = Pick<TriggerDefinition, 'events'> &
  Partial<Pick<TriggerDefinition, 'timing' | 'level' | 'newTable'>>;

function definer({ metadata }: AuditedEntity, argument: string) {
  return (name: string, called: string, shape: Shape): TriggerDefinition => ({
    name,
    table: {
      name: metadata.tableName,
      ...(metadata.schema === undefined ? {} : { schema: metadata.schema }),
    },
    timing: 'AFTER',
    level: 'ROW',
    ...shape,
    function: { schema: 'backstory', name: called },
    argument,
  });
}
