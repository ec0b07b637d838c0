import { DataSource } from 'typeorm';
import { ChangeReplays, type ChangeReplay } from '../../platform/capture/index.js';
import { Deliveries, DeliverySubscribers } from '../../platform/deliveries/index.js';
import { type CliCommand, type CliInput, UsageError } from '../cli-command.js';
import { withProgress } from '../progress/with-progress.js';
import { withDomains } from '../with-domains.js';

/** `backstory capture replay <processor>`: gives past changes to a change processor once more. */
export const captureReplayCommand: CliCommand = {
  name: 'capture replay',
  summary: 'Gives past changes to a change processor once more, marked as a replay.',
  usage: '<processor> [--since t] [--until t] [--of id] [--key k] [--name n] [--dry-run]',
  options: {
    since: { type: 'string', help: 'From this day or moment on (ISO 8601 with its zone).' },
    until: { type: 'string', help: 'Before this day or moment.' },
    of: { type: 'string', help: 'Only changes of the record with this id.' },
    key: { type: 'string', help: 'Only what concerns this key, as its deliveries show it.' },
    name: { type: 'string', help: 'Names the run, to go on with it; else it is a new one.' },
    restart: { type: 'boolean', default: false, help: 'Begins the run of this name again.' },
    'dry-run': { type: 'boolean', default: false, help: 'Only count what would be delivered.' },
  },
  maxArgs: 1,
  async run(input) {
    const replay = replayOf(input);
    const { print } = input;
    const dryRun = input.options['dry-run'] === true;
    const restart = input.options.restart === true;
    await withDomains(input, 'capture-replay', async (app) => {
      const dataSource = app.get(DataSource);
      // No processor lives in this process: what it follows is read from its routes.
      const deliveries = new Deliveries(new DeliverySubscribers(), dataSource);
      const replays = new ChangeReplays(dataSource, deliveries);
      const end = await withProgress('changes', (report) =>
        replays.run(replay, {
          dryRun,
          restart,
          signal: report.signal,
          onProgress: (at) => report.show(at.processed, at.total, `${at.deliveries} deliveries`),
        }),
      );
      const done = `${end.processed} of ${end.total} changes, ${end.deliveries} deliveries`;
      print(dryRun ? `Dry run, nothing is delivered: ${done}.` : `${end.state}: ${done}.`);
      if (end.state === 'paused') {
        print(`Go on with --name ${replay.name} and the same filter.`);
      }
    });
  },
};

function replayOf({ args, options }: CliInput): ChangeReplay {
  const [processor] = args;
  const { since, until, of, key, name } = options as Record<string, string | undefined>;
  if (processor === undefined) {
    throw new UsageError('To which change processor?');
  }
  return {
    name: name ?? `run-${new Date().toISOString().slice(0, 19).replaceAll(':', '').toLowerCase()}`,
    processor,
    filter: {
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
      ...(of !== undefined && { itemId: of }),
      ...(key !== undefined && { key }),
    },
  };
}
