/** What somebody is to be told. @publicApi */
export interface NewNotification {
  /** The person, as the application names people. */
  readonly userId: string;
  /** What it is about, for icons and settings: `comment_added`. */
  readonly kind: string;
  readonly title: string;
  readonly body?: string;
  /** A place in the application, beginning with `/`. */
  readonly link?: string;
  readonly item?: { readonly type: string; readonly id: string };
  /** Whose doing it is. @defaultValue the running code's actor */
  readonly actor?: string;
  /** Notifying again with the same key does nothing: the delivery's, with the person in it. */
  readonly idempotencyKey: string;
}

/** What somebody was told. @publicApi */
export interface Notification {
  readonly id: string;
  readonly userId: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string | null;
  readonly link: string | null;
  readonly itemType: string | null;
  readonly itemId: string | null;
  readonly actor: string | null;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

/** Which of somebody's notifications, newest first. @publicApi */
export interface NotificationPage {
  /** Only those that were not read. */
  readonly unread?: boolean;
  /** The id of the last one of the page before. */
  readonly after?: string;
  readonly limit: number;
}
