import type { IncomingMessage } from 'node:http';
import type { OutboundOptions } from '../outbound/outbound-http.js';
import type { WebhookCatalog } from './webhook-catalog.interface.js';

/** Whose mail server sends e-mail, and in whose name. @publicApi */
export interface EmailOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; nodemailer's parameters may follow. */
  readonly smtpUrl?: string;
  /** `Backstory <backstory@example.com>`. */
  readonly from?: string;
  /** Milliseconds that one e-mail may take, whatever the server does. @defaultValue 30000 */
  readonly timeout?: number;
}

/** Where Linear is, and whose key opens it. @publicApi */
export interface LinearOptions {
  readonly apiKey?: string;
  /** @defaultValue https://api.linear.app/graphql */
  readonly url?: string;
}

/** Options of `ChannelsModule`. What is left out is a channel that says so and delivers nothing. @publicApi */
export interface ChannelsModuleOptions {
  readonly email?: EmailOptions;
  /** The secret URL of a Slack incoming webhook. */
  readonly slackWebhookUrl?: string;
  readonly linear?: LinearOptions;
  /** What requests for users may reach. */
  readonly outbound?: OutboundOptions;
  /** What to do about a channel that is not configured, in the application's own terms. */
  readonly remedies?: Readonly<Partial<Record<'email' | 'slack' | 'linear', string>>>;
  /**
   * Whose notifications a request may read.
   * @defaultValue nobody's: the routes answer that nothing is there
   */
  readonly userOf?: (request: IncomingMessage) => string | undefined;
  /**
   * The keys that seal the secrets of webhooks where they are kept, as text of 32 characters or more,
   * the one in use first; the same in every process. Asked for when there is something to seal.
   * @defaultValue none: secrets are kept in plain text
   */
  readonly secretKeys?: () => readonly string[];
  /** What webhooks can be subscribed to, and what they tell. @defaultValue names alone */
  readonly webhooks?: WebhookCatalog;
}
