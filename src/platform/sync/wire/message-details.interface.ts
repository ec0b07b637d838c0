/** What two Backstories tell each other of a message, beside its body. */
export interface MessageDetails {
  readonly event: string;
  /** Attributes that the change touched; absent when all of them are to be taken over. */
  readonly changed?: readonly string[];
  /** The last message of the other side about this record that the change was made in view of. */
  readonly seen?: string;
  readonly correlation_id?: string;
  readonly whodunnit?: string;
  /** ISO 8601. */
  readonly occurred_at?: string;
  /** Columns that name other synced records: where those were made, and their ids there. */
  readonly references?: Readonly<Record<string, readonly [origin: string, originalId: string]>>;
}
