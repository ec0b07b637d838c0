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
    aggregate: {
      type: 'string',
      help: 'Whose events; may be left out when the inbox is told of one aggregate.',
    },
    actions: { type: 'string', help: 'Only these, with commas between.' },
    of: { type: 'string', help: 'Only those of the aggregate with this id.' },
    since: { type: 'string', help: 'From this moment on (ISO 8601 with its zone).' },
    until: { type: 'string', help: 'Before this moment.' },
    name: { type: 'string', help: 'Names the run, to go on with it; else it is a new one.' },
    'dry-run': { type: 'boolean', default: false, help: 'Only count what would be delivered.' },
  },
  maxArgs: 1,
  async run(input) {
    const order = orderOf(input);
    const { print } = input;
    const dryRun = input.options['dry-run'] === true;
    await withDomains(input, 'events-replay', async (app) => {
      // No inbox lives in this process: whom to deliver to is read from the routes.
      const deliveries = new Deliveries(new DeliverySubscribers(), app.get(DataSource));
      const events = await eventsOf(order, app.get(DataSource));
      const replay = { ...order, events };
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
        print(`Go on with --name ${order.name} and the same filter.`);
      }
    });
  },
};

/** What the command line says; which events are meant may follow from the inbox. */
type Order = Omit<EventReplay, 'events'> & { readonly aggregate: string | undefined };

function orderOf({ args, options }: CliInput): Order {
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
    aggregate,
    filter: {
      ...(actions !== undefined && { actions: actions.split(',') }),
      ...(of !== undefined && { aggregateId: of }),
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
    },
  };
}

/** @throws UsageError when neither the command line nor the inbox's routes tell whose events */
async function eventsOf(
  { aggregate, inbox }: Order,
  dataSource: DataSource,
): Promise<AggregateEvents> {
  const events =
    aggregate === undefined
      ? await onlyEventsOf(inbox, dataSource)
      : EVENT_DEFINITIONS.find((one) => one.aggregate === aggregate);
  if (events === undefined) {
    const known = EVENT_DEFINITIONS.map((one) => one.aggregate).join(', ') || 'none';
    throw new UsageError(`Events of which aggregate? Give --aggregate. Name one of: ${known}.`);
  }
  return events;
}

/** The one aggregate that an inbox is told of. An inbox that nobody knows is told so by the replay. */
async function onlyEventsOf(
  inbox: string,
  dataSource: DataSource,
): Promise<AggregateEvents | undefined> {
  const routes = await dataSource.query<{ item_type: string }[]>(
    `SELECT DISTINCT item_type FROM backstory.delivery_routes
     WHERE subscriber = $1 AND kind = 'event'`,
    [inbox],
  );
  const [route, ...others] = routes;
  if (!route) {
    return EVENT_DEFINITIONS[0];
  }
  return others.length > 0
    ? undefined
    : EVENT_DEFINITIONS.find(({ itemType }) => itemType === route.item_type);
}
