import {
  SyncMessages,
  type MessageDirection,
  type MessageState,
  type StoredMessage,
} from '../../platform/sync/index.js';
import { type CliCommand, UsageError } from '../cli-command.js';
import { withDomains } from '../with-domains.js';

const MOST = 200;
const STATES = new Set(['pending', 'processed', 'parked', 'unclaimed', 'skipped', 'delivered']);

/** `backstory sync messages`: what came and what goes, newest first. */
export const syncMessagesCommand: CliCommand = {
  name: 'sync messages',
  summary: 'Lists messages of one direction, newest first.',
  usage: '[--direction inbound|outbound] [--peer p] [--state s] [--limit n] [--after seq]',
  options: {
    direction: { type: 'string', default: 'inbound', help: 'inbound or outbound.' },
    peer: { type: 'string', help: 'Only those of this peer.' },
    state: { type: 'string', help: `One of ${[...STATES].join(', ')}.` },
    limit: { type: 'string', default: '50', help: `How many, 1 to ${MOST}.` },
    after: { type: 'string', help: 'Only older ones than this number, to go on.' },
  },
  async run(input) {
    const { direction, peer, state, limit, after } = input.options as Record<
      string,
      string | undefined
    >;
    if (direction !== 'inbound' && direction !== 'outbound') {
      throw new UsageError('--direction must be inbound or outbound.');
    }
    if (state !== undefined && !STATES.has(state)) {
      throw new UsageError(`--state must be one of ${[...STATES].join(', ')}.`);
    }
    if (!/^[1-9]\d{0,2}$/.test(limit ?? '') || Number(limit) > MOST) {
      throw new UsageError(`--limit must be a whole number from 1 to ${MOST}.`);
    }
    if (after !== undefined && !/^\d{1,18}$/.test(after)) {
      throw new UsageError('--after must be the number of a message.');
    }
    const way: MessageDirection = direction;
    await withDomains(input, 'sync-messages', async (app) => {
      const { items, next } = await app
        .get(SyncMessages)
        .list(way, { peer, state: state as MessageState }, { after, limit: Number(limit) });
      items.forEach((message) => input.print(lineOf(message)));
      if (items.length === 0) input.print('No message matches.');
      if (next !== null) input.print(`There are more: --after ${next}`);
    });
  },
};

function lineOf(message: StoredMessage): string {
  const record = message.itemType === null ? '' : ` ${message.itemType}:${message.itemId ?? ''}`;
  const error = message.lastError === null ? '' : ` ${message.lastError}`;
  return `${message.seq} ${message.peer}#${message.id} ${message.state}${record}${error}`;
}
