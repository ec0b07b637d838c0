import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { ObjectLiteral } from 'typeorm';
import { PROCESSOR } from '../capture.constants.js';
import type { ChangeProcessorOptions } from '../interfaces/change-processor.interface.js';

/** The class of an entity. */
export type EntityClass = new (...args: never[]) => ObjectLiteral;

/** What `@ChangeProcessor` keeps. */
export interface ProcessorMetadata {
  readonly entity: EntityClass;
  readonly options: ChangeProcessorOptions<ObjectLiteral>;
}

/**
 * Makes a provider follow the changes of an audited entity, whoever makes them: the application, psql,
 * another program.
 * @example
 * ```ts
 * @ChangeProcessor(InvoiceItem, { name: 'invoice-totals', key: 'invoiceId', coalesce: true })
 * export class InvoiceTotals {
 *   @OnCreate() @OnUpdate() @OnDestroy()
 *   async recompute({ key }: Changes<InvoiceItem, 'invoiceId'>, { manager }: ProcessorContext) {
 *     await recomputeTotal(manager, key.invoiceId);
 *   }
 * }
 * ```
 * @publicApi
 */
export function ChangeProcessor<T extends ObjectLiteral>(
  entity: new (...args: never[]) => T,
  options: ChangeProcessorOptions<T>,
): ClassDecorator {
  const metadata = { entity, options };
  return applyDecorators(Injectable(), SetMetadata(PROCESSOR, metadata));
}
