/** An address that is told of events. @publicApi */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  /** `Issue.comment_added`, `Issue.*` or `*`. */
  readonly events: readonly string[];
  readonly enabled: boolean;
  readonly disabledReason: string | null;
  readonly disabledAt: Date | null;
  /** Since when nothing has got through. */
  readonly failingSince: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  /** Of the last answer; null when there was none. */
  readonly lastStatus: number | null;
  /** How many secrets sign at the moment. */
  readonly secrets: number;
  readonly previousSecretExpiresAt: Date | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What an endpoint is to be. @publicApi */
export interface NewWebhookEndpoint {
  readonly url: string;
  readonly events: readonly string[];
  readonly description?: string | null;
  /** @defaultValue true */
  readonly enabled?: boolean;
}

/** An endpoint with the secret that nobody is shown again. @publicApi */
export interface WebhookEndpointWithSecret {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}
