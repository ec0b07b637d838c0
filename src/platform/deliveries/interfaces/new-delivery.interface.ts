/** A delivery to be made. @publicApi */
export interface NewDelivery {
  /** Of the fact: `event`, `version`, `workflow_run`, ... */
  readonly kind: string;
  /** Id of the fact within its kind, a bigint. */
  readonly refId: string;
  readonly subscriber: string;
  /** What of the subscriber's own it is for. @defaultValue '' */
  readonly target?: string;
  /** Names the run that delivers again what was delivered before. @defaultValue '' */
  readonly replay?: string;
  readonly itemType: string;
  readonly itemId: string;
  readonly event: string;
  /** @defaultValue the item */
  readonly aggregateType?: string;
  readonly aggregateId?: string;
  /** @defaultValue the running code's */
  readonly correlationId?: string;
  /** @defaultValue the running code's */
  readonly causationId?: string;
  /** Milliseconds before it is due. @defaultValue 0 */
  readonly delay?: number;
}
