import type { CliCommand } from '../cli-command.js';
import { actOnDeliveries } from '../deliveries/act-on-deliveries.js';
import { FILTER_OPTIONS } from '../deliveries/delivery-filter-of.js';

/** `backstory deliveries retry`: delivers again, with all attempts before it. */
export const deliveriesRetryCommand: CliCommand = {
  name: 'deliveries retry',
  summary: 'Delivers again: the ids given, or all that match.',
  usage:
    '<id…> | [--state dead|parked|skipped] [--subscriber s] [--event e] [--of Type:id] [--all]',
  options: {
    state: {
      type: 'string',
      default: 'dead',
      help: 'Of all that match those dead, parked or skipped.',
    },
    ...FILTER_OPTIONS,
    all: { type: 'boolean', default: false, help: 'Every one in that state.' },
    'dry-run': { type: 'boolean', default: false, help: 'Only say what it would be done to.' },
  },
  maxArgs: 200,
  run: (input) =>
    actOnDeliveries(input, { action: 'retry', states: ['dead', 'parked', 'skipped'] }),
};
