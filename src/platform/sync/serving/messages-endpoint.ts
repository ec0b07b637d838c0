import { Inject, Injectable, Logger } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import { RecordAnswerer } from '../comparing/record-answerer.js';
import { readQuestion } from '../comparing/record-question.js';
import { exchangeLimits } from '../exchanging/limits.js';
import { PeerStates } from '../peers/peer-states.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { SyncPeers } from '../peers/sync-peers.js';
import { CAPABILITY_HEADER } from '../sync.constants.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import { basicCredentials } from './basic-credentials.js';
import type { Caller } from './caller.interface.js';
import { FailedLogins } from './failed-logins.js';
import { PullServer } from './pull-server.js';
import { PushServer } from './push-server.js';
import { readLimited } from './read-limited.js';
import { ANSWERS, comeBack, sendAnswer, type WireAnswer } from './wire-answer.js';

/** Requests at work at a time; a peer sends one after the other. */
const MOST_AT_WORK = 8;

/**
 * The server side of the protocol: `GET` and `POST /messages.json`. Mounted in front of the
 * application, as the gem mounts its own, since every answer but the protocol's loses messages of a
 * Ruby client: it takes 404, 413, 422 and 429 for success.
 * @example
 * ```ts
 * const endpoint = app.get(MessagesEndpoint);
 * app.use('/messages.json', (request, response) => endpoint.handle(request, response));
 * ```
 * @publicApi
 */
@Injectable()
export class MessagesEndpoint {
  private readonly logger = new Logger('Sync');
  private readonly failedLogins = new FailedLogins();
  private readonly bodyLimit: number;
  private atWork = 0;

  constructor(
    @Inject(SYNC_OPTIONS) options: SyncModuleOptions,
    private readonly peers: SyncPeers,
    private readonly states: PeerStates,
    private readonly pulls: PullServer,
    private readonly pushes: PushServer,
    private readonly records: RecordAnswerer,
  ) {
    this.bodyLimit = exchangeLimits(options).body;
  }

  /** Answers a request to the path of the protocol, whatever happens. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const peer = this.peers.admit(
      basicCredentials(request.headers.authorization) ?? { username: '', password: '' },
    );
    const isBackstory = peer?.mode === 'backstory' && CAPABILITY_HEADER in request.headers;
    try {
      sendAnswer(
        response,
        await this.answer(request, peer, isBackstory),
        peer?.mode === 'backstory',
      );
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.logger.error(`${request.method} of ${peer?.name ?? 'nobody'} failed: ${message}`);
      if (peer) await this.states.note(peer.name, { error: message }).catch(() => undefined);
      sendAnswer(response, ANSWERS.failed, peer?.mode === 'backstory');
    }
  }

  private async answer(
    request: IncomingMessage,
    peer: SyncPeer | undefined,
    isBackstory: boolean,
  ): Promise<WireAnswer> {
    const address = request.socket.remoteAddress ?? '';
    const wait = this.failedLogins.waitOf(address);
    if (wait !== undefined) return comeBack(wait);
    if (!peer) {
      if (request.headers.authorization !== undefined) this.failedLogins.count(address);
      request.resume();
      return ANSWERS.notAuthorized;
    }
    if (this.atWork >= MOST_AT_WORK) {
      request.resume();
      return comeBack(1);
    }
    this.atWork += 1;
    try {
      return await this.serve(request, { peer, isBackstory });
    } finally {
      this.atWork -= 1;
    }
  }

  private async serve(request: IncomingMessage, caller: Caller): Promise<WireAnswer> {
    switch (request.method) {
      case 'GET':
      case 'HEAD': {
        const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
        const question = caller.isBackstory ? readQuestion(searchParams) : undefined;
        if (question) return this.records.answer(question);
        return this.pulls.answer(caller, searchParams.get('from_id'), request.method === 'HEAD');
      }
      case 'POST': {
        const body = await readLimited(request, this.bodyLimit);
        if (body === undefined) {
          throw new Error(`the body is cut off, or has more than ${this.bodyLimit} bytes`);
        }
        return this.pushes.answer(caller, body);
      }
      default:
        request.resume();
        return ANSWERS.notFound;
    }
  }
}
