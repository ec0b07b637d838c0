/** All that a queue knows of a delivery. */
export interface DeliveryJob {
  readonly id: string;
  /** Attempts before this one; a job of another attempt is out of date. */
  readonly attempt: number;
  readonly correlationId?: string;
}
