/** Where a delivery stands; one that is parked holds up its line until somebody decides. @publicApi */
export type DeliveryState = 'pending' | 'queued' | 'done' | 'dead' | 'skipped' | 'parked';

/** That one fact is owed to one subscriber. @publicApi */
export interface Delivery {
  readonly id: string;
  /** Of the fact: `event`, `version`, ... */
  readonly kind: string;
  /** Id of the fact within its kind. */
  readonly refId: string;
  readonly subscriber: string;
  /** What of the subscriber's own it is for: a recipient, an endpoint; '' for none. */
  readonly target: string;
  /** The run that delivers it again; '' for the first time. */
  readonly replay: string;
  readonly itemType: string;
  readonly itemId: string;
  readonly event: string;
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly correlationId: string | null;
  /** `<kind>:<id>` of what it was made for. */
  readonly causationId: string | null;
  readonly state: DeliveryState;
  /** Attempts so far. */
  readonly attempts: number;
  /** How often its process died while it ran. */
  readonly crashes: number;
  /** The delivery whose call it was part of; null for one that had its own. */
  readonly handledWith: string | null;
  readonly lastError: string | null;
  readonly skipReason: string | null;
  readonly createdAt: Date;
  readonly availableAt: Date;
  readonly queuedAt: Date | null;
  readonly doneAt: Date | null;
}
