import { Inject, Injectable } from '@nestjs/common';
import { DeadDelivery, RetryLater, SkipDelivery } from '../../deliveries/index.js';
import { CHANNELS_MODULE_OPTIONS } from '../channels.module-definition.js';
import type { Channel, ChannelStatus } from '../interfaces/channel-status.interface.js';
import type { ChannelsModuleOptions } from '../interfaces/channels-module-options.interface.js';
import { excerpt } from '../outbound/excerpt.util.js';
import { OutboundHttp } from '../outbound/outbound-http.js';
import { retryAfter } from '../outbound/retry-after.util.js';
import type { SlackBlock } from './slack-text.js';

const MOST_BLOCKS = 50;
const LONGEST_TEXT = 4_000;
const USUAL_WAIT = 60_000;

/** What to do about the refusals that Slack documents; the others explain themselves. */
const REMEDIES: Readonly<Record<string, string>> = {
  invalid_token: 'Make a new incoming webhook and configure its URL.',
  no_service: 'The webhook was removed: make a new one and configure its URL.',
  no_service_id: 'The configured URL is not whole: copy it again.',
  no_team: 'The configured URL is of no workspace: copy it again.',
  team_disabled: 'The Slack workspace is disabled.',
  channel_not_found: 'The channel is gone or private: make a webhook for another one.',
  channel_is_archived: 'Unarchive the channel, or make a webhook for another one.',
  action_prohibited: 'An admin of the workspace restricts the webhook: ask them.',
  posting_to_general_channel_denied:
    'The webhook may not post to #general: choose another channel.',
  invalid_payload: 'Slack could not read the message: check its blocks.',
  invalid_blocks: 'Slack could not read the message: check its blocks.',
  no_text: 'The message has neither text nor blocks.',
};

/** One message. @publicApi */
export interface SlackMessage {
  /** Shown in notifications, and where blocks cannot be. Escape what users wrote. */
  readonly text: string;
  readonly blocks?: readonly SlackBlock[];
  readonly signal?: AbortSignal;
}

/**
 * Posts to the channel of an incoming webhook. Slack cannot tell a repetition: when its answer is
 * lost, the message may come twice.
 * @publicApi
 */
@Injectable()
export class SlackChannel implements Channel {
  constructor(
    private readonly http: OutboundHttp,
    @Inject(CHANNELS_MODULE_OPTIONS) private readonly options: ChannelsModuleOptions,
  ) {}

  status(): ChannelStatus {
    if (this.options.slackWebhookUrl) return { name: 'slack', configured: true };
    return {
      name: 'slack',
      configured: false,
      reason: 'no Slack incoming webhook is configured',
      remedy: this.options.remedies?.slack ?? 'Give ChannelsModule a `slackWebhookUrl`.',
    };
  }

  async post({ text, blocks = [], signal }: SlackMessage): Promise<void> {
    const url = this.options.slackWebhookUrl;
    if (!url) throw new SkipDelivery(this.status().reason ?? 'not configured');
    if (blocks.length > MOST_BLOCKS) {
      throw new DeadDelivery(`Slack takes ${MOST_BLOCKS} blocks, the message has ${blocks.length}`);
    }
    const { status, headers, body } = await this.http.send({
      url,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ text: text.slice(0, LONGEST_TEXT), ...(blocks.length && { blocks }) }),
      signal,
    });
    if (status >= 200 && status < 300) return;
    const said = excerpt(body, 200);
    if (status === 429) {
      throw new RetryLater(
        retryAfter(headers['retry-after']) ?? USUAL_WAIT,
        'Slack limits our rate',
      );
    }
    if (status >= 400 && status < 500) {
      const remedy =
        REMEDIES[said] ?? 'See "Handling errors" in Slack’s guide to incoming webhooks.';
      throw new DeadDelivery(`Slack refused the message (${status} ${said}). ${remedy}`);
    }
    throw new Error(`Slack answered ${status} ${said}`);
  }
}
