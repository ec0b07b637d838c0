import type { DataSource } from 'typeorm';
import {
  AuditedEntities,
  AuditError,
  followableColumns,
  type AuditedEntity,
} from '../../audit/index.js';
import { ProcessorDeclarationError } from '../capture.errors.js';
import type { EntityClass } from '../decorators/change-processor.decorator.js';

/** @throws ProcessorDeclarationError when nothing records its changes */
export function followedEntity(
  dataSource: DataSource,
  processor: string,
  target: EntityClass,
): AuditedEntity {
  try {
    return AuditedEntities.of(dataSource).get(target);
  } catch (error) {
    throw new ProcessorDeclarationError(
      processor,
      `follows ${target.name}, whose changes nothing records (${(error as Error).message}): put @Audited() on it and run "npm run migration:triggers"`,
    );
  }
}

/** The properties of the key with their columns. @throws ProcessorDeclarationError */
export function keyOf(
  dataSource: DataSource,
  processor: string,
  entity: AuditedEntity,
  given: string | readonly string[] | undefined,
): { readonly properties: readonly string[]; readonly columns: readonly string[] } {
  const primary = entity.metadata.primaryColumns.map(({ propertyPath }) => propertyPath);
  const properties = given === undefined ? primary : [given].flat();
  if (properties.length === 0) {
    throw new ProcessorDeclarationError(processor, 'has an empty key: name at least one property');
  }
  try {
    const entities = AuditedEntities.of(dataSource);
    return { properties, columns: followableColumns(entity, entities, properties) };
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    throw new ProcessorDeclarationError(processor, `cannot have this key: ${error.message}`);
  }
}
