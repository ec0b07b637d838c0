import { DataSource } from 'typeorm';
import { EVENT_DEFINITIONS } from '../../database/event-definitions.js';
import { Deliveries, DeliverySubscribers } from '../../platform/deliveries/index.js';
import { Backfills, type AggregateEvents } from '../../platform/events/index.js';
import { EventReplays, type EventReplay } from '../../platform/inbox/index.js';
import { type CliCommand, type CliInput, UsageError } from '../cli-command.js';
import { withProgress } from '../progress/with-progress.js';
import { withDomains } from '../with-domains.js';

/** `backstory events:replay <inbox>`: delivers past events to an inbox once more. */
export const eventsReplayCommand: CliCommand = {
  name: 'events:replay',
  summary: 'Delivers past events to an inbox once more, marked as a replay.',
  usage: '<inbox> [--aggregate a] [--actions a,b] [--since t] [--until t] [--name n] [--dry-run]',
  options: {
    aggregate: { type: 'string', help: 'Whose events; may be left out while there is one.' },
    actions: { type: 'string', help: 'Only these, with commas between.' },
    of: { type: 'string', help: 'Only those of the aggregate with this id.' },
    since: { type: 'string', help: 'From this moment on (ISO 8601 with its zone).' },
    until: { type: 'string', help: 'Before this moment.' },
    name: { type: 'string', help: 'Names the run, to go on with it; else it is a new one.' },
    'dry-run': { type: 'boolean', default: false, help: 'Only count what would be delivered.' },
  },
  maxArgs: 1,
  async run(input) {
    const replay = replayOf(input);
    const { print } = input;
    const dryRun = input.options['dry-run'] === true;
    await withDomains(input, 'events-replay', async (app) => {
      // No inbox lives in this process: whom to deliver to is read from the routes.
      const deliveries = new Deliveries(new DeliverySubscribers(), app.get(DataSource));
      const replays = new EventReplays(app.get(DataSource), app.get(Backfills), deliveries);
      const end = await withProgress('events', (report) =>
        replays.run(replay, {
          dryRun,
          signal: report.signal,
          onProgress: (at) => report.show(at.processed, at.total, `${at.deliveries} deliveries`),
        }),
      );
      const done = `${end.processed} of ${end.total} events, ${end.deliveries} deliveries`;
      print(dryRun ? `Dry run, nothing is delivered: ${done}.` : `${end.state}: ${done}.`);
      if (end.state === 'paused') {
        print(`Go on with --name ${replay.name} and the same filter.`);
      }
    });
  },
};

function replayOf({ args, options }: CliInput): EventReplay {
  const [inbox] = args;
  const { aggregate, actions, of, since, until, name } = options as Record<
    string,
    string | undefined
  >;
  if (inbox === undefined) {
    throw new UsageError('To which inbox?');
  }
  return {
    name: name ?? `run-${new Date().toISOString().slice(0, 19).replaceAll(':', '').toLowerCase()}`,
    inbox,
    events: eventsOf(aggregate),
    filter: {
      ...(actions !== undefined && { actions: actions.split(',') }),
      ...(of !== undefined && { aggregateId: of }),
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
    },
  };
}

function eventsOf(aggregate: string | undefined): AggregateEvents {
  const known = EVENT_DEFINITIONS.map((events) => events.aggregate).join(', ') || 'none';
  const [first, ...others] = EVENT_DEFINITIONS;
  const events =
    aggregate === undefined && others.length === 0
      ? first
      : EVENT_DEFINITIONS.find((one) => one.aggregate === aggregate);
  if (events === undefined) {
    throw new UsageError(`Events of which aggregate? Name one of: ${known}.`);
  }
  return events;
}
