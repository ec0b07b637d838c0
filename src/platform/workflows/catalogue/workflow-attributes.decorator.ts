import { SetMetadata } from '@nestjs/common';
import { WORKFLOW_ATTRIBUTES_METADATA } from '../workflows.constants.js';
import type { EntityHints } from './entity-attributes.js';

/**
 * Tells what workflows may ask of an entity beyond its columns: the names of related records, and
 * the values that a column of text can have.
 * @example
 * ```ts
 * @Entity()
 * @WorkflowAttributes({ related: { labels: 'name', author: 'name' }, values: { state: STATES } })
 * export class Issue {}
 * ```
 * @publicApi
 */
export function WorkflowAttributes(hints: EntityHints): ClassDecorator {
  return SetMetadata(WORKFLOW_ATTRIBUTES_METADATA, hints);
}

/** What was told of the entity. */
export function hintsOf(target: unknown): EntityHints {
  return typeof target === 'function'
    ? ((Reflect.getMetadata(WORKFLOW_ATTRIBUTES_METADATA, target) as EntityHints | undefined) ?? {})
    : {};
}
