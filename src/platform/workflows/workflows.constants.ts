/** Metadata key of `@WorkflowAction`; read only by the registry of actions. */
export const WORKFLOW_ACTION_METADATA = 'backstory:workflows:action';

/** Metadata key of `@WorkflowAttributes`; read only by the catalogue. */
export const WORKFLOW_ATTRIBUTES_METADATA = 'backstory:workflows:attributes';

/** The subscriber that holds events against the workflows. */
export const WORKFLOW_SUBSCRIBER = 'workflow';

/** The subscriber that does what a run is to do. */
export const ACTION_SUBSCRIBER = 'workflow_action';

/** The subscriber that hears of actions that died or were skipped. */
export const OUTCOME_SUBSCRIBER = 'workflow_outcome';

/** Kind of the deliveries, causes and feed entries of runs. */
export const RUN_KIND = 'workflow_run';

/** Kind of the feed entries of workflows themselves. */
export const WORKFLOW_KIND = 'workflow';

/** The type of actor that what workflows write is attributed to. */
export const WORKFLOW_ACTOR = 'workflow';
