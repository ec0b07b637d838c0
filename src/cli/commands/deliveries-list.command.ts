import { DataSource } from 'typeorm';
import { deliveryDesk, type DeliveryState } from '../../platform/deliveries/index.js';
import { type CliCommand, UsageError } from '../cli-command.js';
import {
  deliveryFilterOf,
  FILTER_OPTIONS,
  idsOf,
  statesOf,
} from '../deliveries/delivery-filter-of.js';
import { deliveryLine } from '../deliveries/delivery-line.js';
import { withDomains } from '../with-domains.js';

const STATES: readonly DeliveryState[] = ['pending', 'queued', 'done', 'dead', 'parked', 'skipped'];
const MOST = 200;

/** `backstory deliveries list`: what is delivered, what waits and what went wrong. */
export const deliveriesListCommand: CliCommand = {
  name: 'deliveries list',
  summary: 'Lists deliveries, newest first.',
  usage: '[--state s,…] [--subscriber s] [--event e] [--of Type:id] [--limit n] [--after id]',
  options: {
    state: { type: 'string', help: `One state or several with commas: ${STATES.join(', ')}.` },
    ...FILTER_OPTIONS,
    limit: { type: 'string', default: '50', help: `How many, 1 to ${MOST}.` },
    after: { type: 'string', help: 'Only older ones than this id, to go on.' },
  },
  async run(input) {
    const { options, print } = input;
    const limit = Number(options.limit);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
      throw new UsageError(`--limit must be a whole number from 1 to ${MOST}.`);
    }
    const [after] = idsOf(options.after === undefined ? [] : [String(options.after)]);
    const filter = {
      ...deliveryFilterOf(options),
      ...(options.state !== undefined && { state: statesOf(options.state, STATES) }),
    };
    await withDomains(input, 'deliveries', async (app) => {
      const { reader } = deliveryDesk(app.get(DataSource));
      const { items, next } = await reader.list(filter, {
        limit,
        ...(after !== undefined && { after }),
      });
      items.forEach((delivery) => print(deliveryLine(delivery)));
      if (items.length === 0) print('No delivery matches.');
      if (next !== null) print(`There are more: --after ${next}`);
    });
  },
};
