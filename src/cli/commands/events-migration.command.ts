import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { readEnv } from '../../config/env.js';
import { dataSourceOptions } from '../../database/data-source-options.js';
import { EVENT_DEFINITIONS } from '../../database/event-definitions.js';
import {
  describeEventTableDrift,
  eventTableDrift,
  renderEventsMigration,
  type AggregateEvents,
  type EventTableDrift,
} from '../../platform/events/index.js';
import { type CliCommand, type CliInput, UsageError } from '../cli-command.js';

/** `backstory events:migration <aggregate>`: writes the migration that its events need. */
export const eventsMigrationCommand: CliCommand = eventsMigration(EVENT_DEFINITIONS);

/** The command for these definitions. */
export function eventsMigration(definitions: readonly AggregateEvents[]): CliCommand {
  return {
    name: 'events:migration',
    summary: 'Writes a migration for the table of an aggregate’s events, or its new actions.',
    usage: '<aggregate> [--out migrations] [--check]',
    options: {
      out: { type: 'string', default: 'migrations', help: 'Folder to write the migration to.' },
      check: { type: 'boolean', default: false, help: 'Write nothing; fail when one is needed.' },
    },
    maxArgs: 1,
    async run(input) {
      const events = chosen(definitions, input.args[0]);
      const drift = await driftOf(input, events);
      if (drift === undefined) {
        input.print(
          `Nothing to do: the table ${events.table} accepts every action of ${events.aggregate}.`,
        );
        return;
      }
      input.print(describeEventTableDrift(drift));
      if (input.options.check === true) {
        throw new Error(
          `Run "npm run backstory -- events:migration ${events.aggregate}" and apply it with "npm run backstory -- migrate".`,
        );
      }
      const { fileName, className, source } = renderEventsMigration(drift, Date.now());
      const file = path.join(String(input.options.out), fileName);
      await writeFile(file, source);
      input.print(
        `Wrote ${file}: add ${className} to migrations/index.ts, then run "npm run backstory -- migrate".`,
      );
    },
  };
}

function chosen(
  definitions: readonly AggregateEvents[],
  name: string | undefined,
): AggregateEvents {
  const events = definitions.find(({ aggregate }) => aggregate === name);
  if (events === undefined) {
    const known = definitions.map(({ aggregate }) => aggregate).join(', ') || 'none yet';
    throw new UsageError(
      name === undefined
        ? `Of which aggregate? Events are defined for: ${known}.`
        : `No events are defined for "${name}"; defined are: ${known}.`,
    );
  }
  return events;
}

async function driftOf(
  { env }: CliInput,
  events: AggregateEvents,
): Promise<EventTableDrift | undefined> {
  const dataSource = new DataSource(
    dataSourceOptions({ url: readEnv(env).databaseUrl, poolSize: 1 }),
  );
  await dataSource.initialize();
  try {
    const [drift] = await eventTableDrift(dataSource, [events]);
    return drift;
  } finally {
    await dataSource.destroy();
  }
}
