import type { ChangeSource } from './change-processor.interface.js';

/** Which past changes; every one given must hold. @publicApi */
export interface ChangeReplayFilter {
  /** From this moment on, ISO 8601. */
  readonly since?: string;
  /** Before this moment. */
  readonly until?: string;
  readonly itemId?: string;
  /** The key as its deliveries have it in `target`: the value, or JSON by column of several. */
  readonly key?: string;
  readonly sources?: readonly ChangeSource[];
}

/** Which past changes go to which processor once more. @publicApi */
export interface ChangeReplay {
  /** Names the run: by it a replay is paused and goes on, and nothing is made twice in it. */
  readonly name: string;
  readonly processor: string;
  readonly filter?: ChangeReplayFilter;
}

/** How a replay is run. @publicApi */
export interface ChangeReplayOptions {
  /** Pauses it after the page under way. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ChangeReplayProgress) => void;
  /** Counts what would be delivered, and delivers nothing. @defaultValue false */
  readonly dryRun?: boolean;
  /** Begins again, however far an earlier run got; what it delivered is not delivered again. */
  readonly restart?: boolean;
  /** Versions in one transaction. @defaultValue 500 */
  readonly pageSize?: number;
}

/** How far a replay is. @publicApi */
export interface ChangeReplayProgress {
  readonly name: string;
  readonly processor: string;
  readonly state: 'running' | 'paused' | 'done' | 'failed';
  /** Versions that it will have worked on at the end. */
  readonly total: number;
  readonly processed: number;
  /** Those that were made; one for each key that a version concerns. */
  readonly deliveries: number;
  readonly error: string | null;
}
