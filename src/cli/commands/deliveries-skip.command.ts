import { type CliCommand, UsageError } from '../cli-command.js';
import { actOnDeliveries } from '../deliveries/act-on-deliveries.js';
import { FILTER_OPTIONS } from '../deliveries/delivery-filter-of.js';

/** `backstory deliveries skip`: gives deliveries up. */
export const deliveriesSkipCommand: CliCommand = {
  name: 'deliveries skip',
  summary: 'Gives deliveries up for a reason: the ids given, or all that match.',
  usage:
    '<id…> --reason text | [--state dead|parked|pending] [--subscriber s] [--of Type:id] [--all]',
  options: {
    reason: { type: 'string', short: 'r', help: 'Why; kept with each delivery.' },
    state: {
      type: 'string',
      default: 'dead',
      help: 'Of all that match those dead, parked or pending.',
    },
    ...FILTER_OPTIONS,
    all: { type: 'boolean', default: false, help: 'Every one in that state.' },
    'dry-run': { type: 'boolean', default: false, help: 'Only say what it would be done to.' },
  },
  maxArgs: 200,
  async run(input) {
    const reason = String(input.options.reason ?? '').trim();
    if (reason === '' || reason.length > 500) {
      throw new UsageError('Why? Give a --reason of 1 to 500 characters.');
    }
    await actOnDeliveries(input, { action: 'skip', states: ['dead', 'parked', 'pending'], reason });
  },
};
