import type { EntityManager } from 'typeorm';

/** What a webhook is about, by its names. @publicApi */
export interface WebhookSource {
  /** Id of the event. */
  readonly id: string;
  readonly itemType: string;
  readonly itemId: string;
  readonly event: string;
}

/** What the application knows of its events; the channels module knows none. @publicApi */
export interface WebhookCatalog {
  /** Every action by item type, so that an endpoint cannot wait for what never comes. */
  actions?(): ReadonlyMap<string, readonly string[]>;
  /** The event as receivers get it; undefined when it is gone. */
  describe?(
    source: WebhookSource,
    manager: EntityManager,
  ): Promise<Readonly<Record<string, unknown>> | undefined>;
}
