import type { ActionDefinition } from '../definition/definition.interface.js';
import type { TruthNode } from '../rules/explain.js';

/** Where a run stands: `matched` while its actions are under way. @publicApi */
export type RunStatus = 'matched' | 'succeeded' | 'skipped' | 'failed';

/** Why a workflow did not act. @publicApi */
export type SkipReason = 'conditions' | 'automation' | 'depth' | 'already_ran' | 'budget';

/** What became of one action. @publicApi */
export interface RunAction {
  readonly type: string;
  readonly label: string;
  readonly outside: boolean;
  readonly state: 'waiting' | 'done' | 'failed' | 'skipped';
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly error: string | null;
  readonly finished_at: string | null;
}

/** A workflow held against one event. @publicApi */
export interface WorkflowRun {
  readonly id: string;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly version: number;
  readonly eventId: string;
  readonly aggregate: string;
  readonly itemType: string;
  readonly itemId: string;
  readonly action: string;
  readonly status: RunStatus;
  readonly skipReason: SkipReason | null;
  readonly detail: string | null;
  readonly truth: TruthNode | null;
  readonly missing: readonly string[];
  readonly actions: readonly RunAction[];
  /** The actions as the version defines them. */
  readonly inputs: readonly ActionDefinition[];
  readonly depth: number;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** Which runs. */
export interface RunFilter {
  readonly workflowId?: string | undefined;
  readonly status?: string | undefined;
  readonly aggregate?: string | undefined;
  readonly aggregateId?: string | undefined;
}
