import type { EntityManager } from 'typeorm';
import type { Actor } from '../../correlation/index.js';
import type { AnyEvent } from '../../events/index.js';

/** What an action has at hand. @publicApi */
export interface WorkflowActionContext {
  /** The transaction that also marks the action done: what is written through it happens once. */
  readonly manager: EntityManager;
  /** What triggered the workflow. */
  readonly event: AnyEvent;
  readonly aggregate: string;
  readonly aggregateId: string;
  readonly workflow: { readonly id: string; readonly name: string; readonly version: number };
  readonly run: { readonly id: string };
  /** Who acts: `workflow:<id>`. The running context says so already. */
  readonly actor: Actor;
  /** Aborted when the time is up or the process stops. */
  readonly signal: AbortSignal;
  /** The same for every attempt, another for each action: for effects outside the database. */
  readonly idempotencyKey: string;
  /** From 1. */
  readonly attempt: number;
  /** Adds to what the attempt log keeps. */
  note(detail: Readonly<Record<string, unknown>>): void;
}

/** What an action tells the run history: small, JSON. @publicApi */
export type WorkflowActionResult = Readonly<Record<string, unknown>>;

/** Something that workflows can do; decorate the class with `@WorkflowAction`. @publicApi */
export interface WorkflowActionHandler<Input = unknown> {
  /**
   * @param input the fields beside `type`, as the action's schema made them
   * @throws WorkflowActionRefused for what trying again cannot cure
   */
  run(input: Input, context: WorkflowActionContext): Promise<WorkflowActionResult | void>;
}
