import { Inject, Injectable } from '@nestjs/common';
import { DeadDelivery, SkipDelivery } from '../../deliveries/index.js';
import { CHANNELS_MODULE_OPTIONS } from '../channels.module-definition.js';
import type { Channel, ChannelStatus } from '../interfaces/channel-status.interface.js';
import type { ChannelsModuleOptions } from '../interfaces/channels-module-options.interface.js';
import { OutboundHttp } from '../outbound/outbound-http.js';
import { commentId } from './comment-id.util.js';
import { readLinearAnswer, type LinearAnswer } from './linear-answer.js';

const USUAL_URL = 'https://api.linear.app/graphql';
const CREATE = `mutation CommentCreate($input: CommentCreateInput!) {
  commentCreate(input: $input) { success comment { id } }
}`;
const FIND = 'query Comment($id: String!) { comment(id: $id) { id } }';

/** One comment on an issue in Linear. @publicApi */
export interface LinearComment {
  /** Linear's id of the issue, or its key: `ENG-7`. */
  readonly issueId: string;
  /** Markdown. */
  readonly body: string;
  /** Stable over retries; the comment's own id is made of it, so that none comes twice. */
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

/** Comments on issues that live in Linear too. @publicApi */
@Injectable()
export class LinearChannel implements Channel {
  constructor(
    private readonly http: OutboundHttp,
    @Inject(CHANNELS_MODULE_OPTIONS) private readonly options: ChannelsModuleOptions,
  ) {}

  status(): ChannelStatus {
    if (this.options.linear?.apiKey) return { name: 'linear', configured: true };
    return {
      name: 'linear',
      configured: false,
      reason: 'no Linear API key is configured',
      remedy: this.options.remedies?.linear ?? 'Give ChannelsModule a `linear.apiKey`.',
    };
  }

  async comment({ issueId, body, idempotencyKey, signal }: LinearComment): Promise<{ id: string }> {
    if (!this.options.linear?.apiKey) {
      throw new SkipDelivery(this.status().reason ?? 'not configured');
    }
    const id = commentId(idempotencyKey);
    const answer = await this.ask(CREATE, { input: { id, issueId, body } }, signal);
    if ('data' in answer) {
      const { success } = (answer.data['commentCreate'] ?? {}) as { success?: boolean };
      if (success) return { id };
      throw new DeadDelivery('Linear did not make the comment and does not say why');
    }
    // An attempt whose answer was lost may have made it: then the id is taken, by ourselves.
    const there = await this.ask(FIND, { id }, signal);
    if ('data' in there && there.data['comment']) return { id };
    throw new DeadDelivery(`Linear refused the comment: ${answer.refusal}`);
  }

  private async ask(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
  ): Promise<LinearAnswer> {
    const { apiKey = '', url = USUAL_URL } = this.options.linear ?? {};
    return readLinearAnswer(
      await this.http.send({
        url,
        headers: { 'content-type': 'application/json', authorization: apiKey },
        body: JSON.stringify({ query, variables }),
        signal,
      }),
    );
  }
}
