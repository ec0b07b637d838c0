import { AuditConfigurationError } from '../audit.errors.js';
import type { AuditedEntities, AuditedEntity } from '../audited-entities.js';
import { auditPolicy, columnsOf } from './audit-policy.js';

/**
 * The columns of some properties, by database name, if versions tell of every change of theirs.
 * @throws AuditConfigurationError when one is redacted, skipped or ignored
 * @publicApi
 */
export function followableColumns(
  entity: AuditedEntity,
  entities: AuditedEntities,
  properties: readonly string[],
): string[] {
  const { only, ignore, skip, redact } = auditPolicy(entity, entities);
  return properties.flatMap((property) => {
    const columns = columnsOf(entity, property);
    for (const column of columns) {
      const why = [
        redact?.includes(column) && 'it is redacted',
        skip?.includes(column) && 'it is skipped',
        ignore?.includes(column) && 'it is ignored',
        only && !only.includes(column) && !entity.keyColumns.includes(column) && '"only" omits it',
      ].find(Boolean);
      if (why) {
        throw new AuditConfigurationError(
          entity.metadata.name,
          `changes of "${property}" cannot be followed: ${why}`,
        );
      }
    }
    return columns;
  });
}
