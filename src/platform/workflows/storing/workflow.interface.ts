import type { WorkflowDefinition } from '../definition/definition.interface.js';

/** A workflow with the version in force. @publicApi */
export interface Workflow {
  readonly id: string;
  readonly itemType: string;
  readonly definition: WorkflowDefinition;
  readonly enabled: boolean;
  /** The number of the version in force. */
  readonly version: number;
  readonly versionId: string;
  /** Raised by every change: the ETag. */
  readonly revision: number;
  readonly consecutiveFailures: number;
  readonly disabledReason: string | null;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a workflow said from one change to the next. @publicApi */
export interface WorkflowVersion {
  readonly id: string;
  readonly number: number;
  readonly definition: WorkflowDefinition;
  readonly createdBy: string;
  readonly correlationId: string | null;
  readonly createdAt: Date;
}

/** Which workflows. */
export interface WorkflowFilter {
  readonly enabled?: boolean | undefined;
  readonly aggregate?: string | undefined;
  readonly triggeredOn?: string | undefined;
}

/** A part of a list, newest first. */
export interface Page {
  readonly limit: number;
  /** The id of the last one of the page before. */
  readonly after?: string | undefined;
}
