import type { TruthNode } from '../rules/explain.js';
import type { RunAction, RunStatus, SkipReason } from '../storing/run.interface.js';

/** What one workflow made of an event, before it is written down. */
export interface RunDraft {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly versionId: string;
  readonly status: RunStatus;
  readonly skipReason?: SkipReason | undefined;
  readonly detail?: string | null;
  readonly truth?: TruthNode;
  readonly missing: readonly string[];
  readonly actions: readonly RunAction[];
  readonly depth: number;
}
