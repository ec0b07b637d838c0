import { DataSource } from 'typeorm';
import {
  deliveryDesk,
  type DeliveryState,
  type DeliveryTaskAction,
} from '../../platform/deliveries/index.js';
import { type CliInput, UsageError } from '../cli-command.js';
import { withProgress } from '../progress/with-progress.js';
import { withDomains } from '../with-domains.js';
import { deliveryFilterOf, idsOf, statesOf } from './delivery-filter-of.js';
import { deliveryLine } from './delivery-line.js';

/** What an action is asked to do, and to deliveries in which states. */
export interface DeliveryAct {
  readonly action: DeliveryTaskAction;
  readonly states: readonly DeliveryState[];
  readonly reason?: string;
}

/** Retries or skips the deliveries that the arguments or the filter name. */
export async function actOnDeliveries(input: CliInput, act: DeliveryAct): Promise<void> {
  const { args, options } = input;
  const ids = idsOf(args);
  const filter = deliveryFilterOf(options);
  const isNarrow = Object.keys(filter).length > 0;
  const ways = [ids.length > 0, isNarrow, options.all === true].filter(Boolean);
  if (ways.length !== 1) {
    throw new UsageError('Which? Give ids, or a filter, or --all.');
  }
  const state = statesOf(options.state, act.states);
  await withDomains(input, 'deliveries', async (app) => {
    const desk = deliveryDesk(app.get(DataSource));
    if (ids.length > 0) {
      await eachOf(desk, ids, input, act);
    } else if (options['dry-run'] === true) {
      const count = await desk.reader.count({ ...filter, state });
      input.print(`Dry run, nothing is changed: ${count} deliveries match.`);
    } else {
      await allThat(desk, { ...filter, state }, input, act);
    }
  });
}

type Desk = ReturnType<typeof deliveryDesk>;

async function eachOf(
  { reader, manager }: Desk,
  ids: readonly string[],
  { options, print, printError }: CliInput,
  { action, reason = '' }: DeliveryAct,
): Promise<void> {
  let refused = 0;
  for (const id of ids) {
    try {
      if (options['dry-run'] === true) print(deliveryLine(await reader.get(id)));
      else if (action === 'retry') print(deliveryLine(await manager.retry(id)));
      else print(deliveryLine(await manager.skip(id, reason)));
    } catch (error) {
      refused += 1;
      printError(error instanceof Error ? error.message : String(error));
    }
  }
  if (refused > 0) {
    throw new Error(`${refused} of ${ids.length} could not be done.`);
  }
}

async function allThat(
  { tasks }: Desk,
  filter: Parameters<Desk['tasks']['start']>[1],
  { print }: CliInput,
  { action, reason }: DeliveryAct,
): Promise<void> {
  const { id } = await tasks.start(action, filter, reason);
  const end = await withProgress('deliveries', (report) =>
    tasks.complete(id, {
      signal: report.signal,
      onProgress: (task) => report.show(task.processed, task.total, `${task.changed} changed`),
    }),
  );
  if (end.state === 'failed') {
    throw new Error(`Task ${id} failed: ${end.error}`);
  }
  const done = `${end.changed} of ${end.total} deliveries`;
  print(
    end.state === 'done'
      ? `done: ${done}.`
      : `stopped: ${done}. A running server goes on with task ${id}.`,
  );
}
