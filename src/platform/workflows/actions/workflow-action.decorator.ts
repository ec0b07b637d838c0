import { SetMetadata } from '@nestjs/common';
import type { AggregateEvents, StandardSchema } from '../../events/index.js';
import { WORKFLOW_ACTION_METADATA } from '../workflows.constants.js';

/** What is said of an action beside its type. @publicApi */
export interface WorkflowActionOptions {
  /** For people: `Reply`. */
  readonly label: string;
  /** The fields that stand beside `type` in a definition. */
  readonly schema: StandardSchema;
  /** Whose events it can act on. @defaultValue any aggregate's */
  readonly aggregates?: readonly (AggregateEvents | string)[];
  /**
   * Whether its effect lies outside the database: then it runs after those that do not, in a
   * delivery of its own, at least once with one idempotency key. @defaultValue false
   */
  readonly outside?: boolean;
}

/** As the registry reads it. */
export interface WorkflowActionMetadata extends WorkflowActionOptions {
  readonly type: string;
}

/**
 * Makes a provider an action that workflows can name. It is found at boot.
 * @example
 * ```ts
 * @WorkflowAction('reply', { label: 'Reply', schema: z.strictObject({ body: z.string() }) })
 * @Injectable()
 * export class ReplyAction implements WorkflowActionHandler<{ body: string }> {}
 * ```
 * @publicApi
 */
export function WorkflowAction(type: string, options: WorkflowActionOptions): ClassDecorator {
  return SetMetadata(WORKFLOW_ACTION_METADATA, { type, ...options });
}
