import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  DeadDelivery,
  DeliverySubscribers,
  RetryLater,
  SkipDelivery,
  type Delivery,
  type DeliveryContext,
  type DeliveryRoute,
  type DeliverySubscriber,
} from '../../deliveries/index.js';
import { WEBHOOK_SUBSCRIBER } from '../channels.constants.js';
import { CHANNELS_MODULE_OPTIONS } from '../channels.module-definition.js';
import type { ChannelsModuleOptions } from '../interfaces/channels-module-options.interface.js';
import { excerpt } from '../outbound/excerpt.util.js';
import { OutboundHttp, type OutboundAnswer } from '../outbound/outbound-http.js';
import { retryAfter } from '../outbound/retry-after.util.js';
import { FIND_TARGET } from '../sql/webhooks.sql.js';
import { EndpointHealth } from './endpoint-health.js';
import { webhookMessage } from './webhook-message.js';
import { WEBHOOK_TRIES, webhookWait } from './webhook-schedule.js';
import { signedHeaders } from './webhook-secret.js';
import { WebhookSecrets } from './webhook-secrets.js';

interface Target {
  readonly url: string;
  readonly enabled: boolean;
  readonly disabled_reason: string | null;
}

/** Tells endpoints of events, signed after the Standard Webhooks specification. */
@Injectable()
export class WebhookSubscriber implements DeliverySubscriber, OnModuleInit {
  readonly name = WEBHOOK_SUBSCRIBER;
  readonly maxAttempts = WEBHOOK_TRIES;
  readonly backoff = (attempt: number): number => webhookWait(attempt);

  constructor(
    private readonly subscribers: DeliverySubscribers,
    private readonly http: OutboundHttp,
    private readonly health: EndpointHealth,
    private readonly secrets: WebhookSecrets,
    @Inject(CHANNELS_MODULE_OPTIONS) private readonly options: ChannelsModuleOptions,
  ) {}

  onModuleInit(): void {
    this.subscribers.register(this);
  }

  /** Each endpoint has its own. */
  routes(): readonly DeliveryRoute[] {
    return [];
  }

  async handle(delivery: Delivery, context: DeliveryContext): Promise<void> {
    const { manager, signal } = context;
    const [target] = await manager.query<Target[]>(FIND_TARGET, [delivery.target]);
    if (!target) throw new SkipDelivery(`webhook ${delivery.target} was removed`);
    if (!target.enabled) {
      throw new SkipDelivery(`webhook ${delivery.target} is disabled: ${target.disabled_reason}`);
    }
    const body = await webhookMessage(delivery, manager, this.options.webhooks);
    const secrets = await this.secrets.of(manager, delivery.target);
    const headers = signedHeaders(secrets, `msg_${context.idempotencyKey}`, body);
    const started = performance.now();
    const answer = await this.http
      .send({
        url: target.url,
        headers: { 'content-type': 'application/json', ...headers },
        body,
        signal,
      })
      .catch((error: unknown) => this.unanswered(delivery.target, error, context));
    const { status } = answer;
    context.note({
      status,
      duration_ms: Math.round(performance.now() - started),
      answer: excerpt(answer.body),
    });
    if (status >= 200 && status < 300) await this.health.succeeded(delivery.target, status);
    else await this.refused(delivery.target, answer, context.attempt);
  }

  private async unanswered(id: string, error: unknown, context: DeliveryContext): Promise<never> {
    // The process stops, or the time is up: that is no word of the endpoint's.
    if (context.signal.aborted) throw error;
    context.note({ status: null });
    await this.failed(id, undefined, error instanceof Error ? error.message : String(error));
    throw error;
  }

  private async refused(id: string, answer: OutboundAnswer, attempt: number): Promise<never> {
    const { status, headers } = answer;
    const said = `the endpoint answered ${status} ${excerpt(answer.body, 200)}`.trim();
    if (status === 410) {
      await this.health.disable(id, 'the endpoint answered 410 Gone');
      throw new DeadDelivery(`${said}: it is gone, and was disabled`);
    }
    await this.failed(id, status, said);
    const asked = retryAfter(headers['retry-after']);
    if (asked !== undefined && (status === 429 || status === 503)) {
      throw new RetryLater(Math.max(asked, webhookWait(attempt)), said);
    }
    throw new Error(
      status >= 300 && status < 400 ? `${said}: redirects are not followed, name its target` : said,
    );
  }

  private async failed(id: string, status: number | undefined, reason: string): Promise<void> {
    if (await this.health.failed(id, status)) {
      throw new DeadDelivery(`${reason}; the endpoint failed for five days and was disabled`);
    }
  }
}
