/** A request that claims to be a webhook of GitHub. */
export interface ReceivedWebhook {
  readonly body: Buffer;
  readonly signature: string | undefined;
  readonly event: string | undefined;
  readonly delivery: string | undefined;
}
