import type { AnyEvent } from '../../events/index.js';
import type { TruthNode } from '../rules/explain.js';
import type { RunAction } from '../storing/run.interface.js';

/** What a workflow would have made of an event, as the aggregate is now. */
export interface DryRunResult {
  readonly event: AnyEvent;
  readonly itemType: string;
  readonly matched: boolean;
  readonly truth: TruthNode;
  readonly missing: readonly string[];
  /** What it would have done. */
  readonly actions: readonly PlannedAction[];
}

/** An action that was not run. */
export interface PlannedAction extends Pick<RunAction, 'type' | 'label' | 'outside'> {
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a workflow would have made of the last days. */
export interface DryRunPeriod {
  readonly days: number;
  readonly from: Date;
  readonly to: Date;
  /** Events of the action. */
  readonly scanned: number;
  readonly matched: number;
  /** Whether the whole period was looked at; a large one is cut off at a number of events, or at a time. */
  readonly complete: boolean;
  /** The newest that matched. */
  readonly samples: readonly DryRunResult[];
}
