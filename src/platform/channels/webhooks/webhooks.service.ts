import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { currentContext } from '../../correlation/index.js';
import { Deliveries, DeliveryRoutes } from '../../deliveries/index.js';
import { WebhookNotFoundError, WebhookStateError } from '../channels.errors.js';
import { CHANNELS_MODULE_OPTIONS } from '../channels.module-definition.js';
import { WEBHOOK_SUBSCRIBER, WEBHOOK_TEST } from '../channels.constants.js';
import type { Channel, ChannelStatus } from '../interfaces/channel-status.interface.js';
import type { ChannelsModuleOptions } from '../interfaces/channels-module-options.interface.js';
import { OutboundHttp } from '../outbound/outbound-http.js';
import {
  COUNT_ENDPOINTS,
  DELETE_ENDPOINT,
  DROP_DEAD_SECRETS,
  FIND_ENDPOINT,
  INSERT_ENDPOINT,
  LIST_ENDPOINTS,
  LOCK_ENDPOINT,
  NEXT_TEST_ID,
  RETIRE_SECRETS,
  UPDATE_ENDPOINT,
} from '../sql/webhooks.sql.js';
import { toEndpoint, type EndpointRow } from './endpoint-row.js';
import { assertKnown, routesOf } from './event-patterns.js';
import type {
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from './webhook-endpoint.interface.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** Every event is owed to each of them: more is a message broker's job. */
const MOST = 100;

/** The addresses that are told of events. @publicApi */
@Injectable()
export class Webhooks implements Channel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly http: OutboundHttp,
    private readonly routes: DeliveryRoutes,
    private readonly deliveries: Deliveries,
    private readonly secrets: WebhookSecrets,
    @Inject(CHANNELS_MODULE_OPTIONS) private readonly options: ChannelsModuleOptions,
  ) {}

  status(): ChannelStatus {
    return { name: 'webhook', configured: true };
  }

  /** Endpoints, newest first, from below the id `after`. */
  async list(page: { after?: string; limit: number }): Promise<WebhookEndpoint[]> {
    const rows = await this.dataSource.query<EndpointRow[]>(LIST_ENDPOINTS, [
      page.after ?? null,
      page.limit,
    ]);
    return rows.map(toEndpoint);
  }

  /** @throws WebhookNotFoundError */
  async get(
    id: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<WebhookEndpoint> {
    const [row] = await manager.query<EndpointRow[]>(FIND_ENDPOINT, [id]);
    if (!row) throw new WebhookNotFoundError(id);
    return toEndpoint(row);
  }

  /** Makes an endpoint; its secret is answered here and never again. */
  async create(wanted: NewWebhookEndpoint): Promise<WebhookEndpointWithSecret> {
    const { href } = this.http.check(wanted.url);
    assertKnown(wanted.events, this.options.webhooks);
    const { events, description = null, enabled = true } = wanted;
    return this.dataSource.transaction(async (manager) => {
      const [{ count } = { count: 0 }] = await manager.query<{ count: number }[]>(COUNT_ENDPOINTS);
      if (count >= MOST) {
        throw new WebhookStateError(`there are ${MOST} webhooks already; remove one first`);
      }
      const by = currentContext()?.actor?.id ?? null;
      const [made] = await manager.query<{ id: string }[]>(INSERT_ENDPOINT, [
        href,
        description,
        events,
        enabled,
        by,
      ]);
      const id = made?.id ?? '';
      const secret = await this.secrets.make(manager, id);
      await this.route(manager, id, enabled ? events : []);
      return { endpoint: await this.get(id, manager), secret };
    });
  }

  /** Changes an endpoint; switching it on forgets its failures. */
  async update(id: string, changes: Partial<NewWebhookEndpoint>): Promise<WebhookEndpoint> {
    const href = changes.url === undefined ? undefined : this.http.check(changes.url).href;
    if (changes.events) assertKnown(changes.events, this.options.webhooks);
    return this.changing(id, async (manager, current) => {
      const next = { ...current, ...changes, url: href ?? current.url };
      const { url, description, events, enabled } = next;
      await manager.query(UPDATE_ENDPOINT, [id, url, description ?? null, events, enabled]);
      await this.route(manager, id, enabled ? events : []);
      return this.get(id, manager);
    });
  }

  /** Removes an endpoint; what was not delivered to it yet is skipped. */
  async remove(id: string): Promise<void> {
    await this.changing(id, async (manager) => {
      await this.route(manager, id, []);
      await manager.query(DELETE_ENDPOINT, [id]);
    });
  }

  /** Makes another secret; the one of before signs too for so many hours. */
  async rotateSecret(id: string, keepOldForHours: number): Promise<WebhookEndpointWithSecret> {
    return this.changing(id, async (manager) => {
      await manager.query(RETIRE_SECRETS, [id, keepOldForHours]);
      await manager.query(DROP_DEAD_SECRETS, [id]);
      const secret = await this.secrets.make(manager, id);
      return { endpoint: await this.get(id, manager), secret };
    });
  }

  /**
   * Sends a test message, by the same road as everything else.
   * @returns the id of its delivery
   */
  async sendTest(id: string): Promise<string> {
    return this.changing(id, async (manager, { enabled }) => {
      if (!enabled) throw new WebhookStateError(`webhook ${id} is disabled; enable it first`);
      const [test] = await manager.query<{ id: string }[]>(NEXT_TEST_ID);
      const made = await this.deliveries.enqueue(manager, {
        kind: WEBHOOK_TEST,
        refId: test?.id ?? '',
        subscriber: WEBHOOK_SUBSCRIBER,
        target: id,
        itemType: 'Webhook',
        itemId: id,
        event: 'test',
      });
      return made?.id ?? '';
    });
  }

  private async changing<T>(
    id: string,
    work: (manager: EntityManager, current: WebhookEndpoint) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(LOCK_ENDPOINT, [id]);
      return work(manager, await this.get(id, manager));
    });
  }

  private route(manager: EntityManager, id: string, events: readonly string[]): Promise<void> {
    return this.routes.replace(manager, WEBHOOK_SUBSCRIBER, id, routesOf(events));
  }
}
