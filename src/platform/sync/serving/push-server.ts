import { Injectable } from '@nestjs/common';
import { PeerStates } from '../peers/peer-states.js';
import { MessageReceiver } from '../receiving/message-receiver.js';
import { MessageReusedError } from '../sync.errors.js';
import { readEnvelopes } from '../wire/envelope.js';
import type { Caller } from './caller.interface.js';
import { ANSWERS, problem, type WireAnswer } from './wire-answer.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Answers pushes. @internal */
@Injectable()
export class PushServer {
  constructor(
    private readonly states: PeerStates,
    private readonly receiver: MessageReceiver,
  ) {}

  async answer(caller: Caller, bytes: Buffer): Promise<WireAnswer> {
    if (bytes.toString('latin1').trim().length < 2) return ANSWERS.noData;
    const items = parseJson(bytes);
    if (items === undefined) {
      return this.refuse(
        caller,
        problem(400, 'SYNC_BODY_INVALID', 'The body is no JSON in UTF-8.'),
      );
    }
    if (isEmpty(items)) return ANSWERS.nothingGiven;
    if (!Array.isArray(items)) {
      return this.refuse(
        caller,
        problem(422, 'SYNC_BODY_INVALID', 'The body is no array of messages.'),
      );
    }
    const { messages, problems } = readEnvelopes(items);
    if (problems.length > 0) {
      const [first] = problems;
      const detail = `${problems.length} of ${items.length} items are no messages; the first is item ${first!.index}: ${first!.field} ${first!.problem}.`;
      return this.refuse(caller, problem(422, 'SYNC_BODY_INVALID', detail, problems));
    }
    return this.receive(caller, messages);
  }

  private async receive(
    { peer, isBackstory }: Caller,
    messages: Parameters<MessageReceiver['receivePushed']>[1],
  ): Promise<WireAnswer> {
    try {
      const reception = await this.receiver.receivePushed(peer, messages);
      if (!reception.accepted) return { status: 409, body: reception.expected };
      await this.states.note(peer.name, { push: true, ...(isBackstory && { capabilities: '1' }) });
      return ANSWERS.accepted;
    } catch (error) {
      if (!(error instanceof MessageReusedError) || !isBackstory) throw error;
      await this.states.note(peer.name, { error: error.message });
      return problem(422, error.code, error.message);
    }
  }

  /** A Ruby client takes every 4xx but three for success: it gets the gem's own 500. */
  private async refuse({ peer, isBackstory }: Caller, told: WireAnswer): Promise<WireAnswer> {
    const { detail } = JSON.parse(told.body) as { detail: string };
    await this.states.note(peer.name, { error: `it sent no messages: ${detail}` });
    return isBackstory ? told : ANSWERS.failed;
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

function isEmpty(items: unknown): boolean {
  return typeof items === 'object' && items !== null && Object.keys(items).length === 0;
}
