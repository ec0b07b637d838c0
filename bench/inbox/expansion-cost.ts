import { PostgresPubSub, Relay } from '../../src/platform/outbox/index.js';
import { createDatabase, execute } from './create-database.js';

const ROWS = 10_000;
const ROUNDS = 5;

/** How many facts a second the relay moves, with nobody subscribed and with three inboxes. */
export async function expansionCost(): Promise<void> {
  const url = await createDatabase('bench_inbox_relay');
  const config = { connectionString: url };
  const pubSub = new PostgresPubSub(config);
  let moved = 0;
  let seconds = 0;
  let wake: (() => void) | undefined;
  const relay = new Relay({
    config,
    pubSub,
    onBatch: (entries, took) => {
      moved += entries;
      seconds += took;
      if (moved >= ROWS) wake?.();
    },
  });
  relay.start();
  console.log(`relay, facts per second (median of ${ROUNDS}):`);
  for (const routes of [0, 3]) {
    await execute(
      url,
      `INSERT INTO backstory.delivery_routes (kind, item_type, event, subscriber)
       SELECT 'event', 'Bench', '*', 'inbox-' || n FROM generate_series(1, $1::int) AS n`,
      [routes],
    );
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      moved = 0;
      seconds = 0;
      const done = new Promise<void>((resolve) => (wake = resolve));
      await execute(
        url,
        `INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event)
         SELECT 'event', $1::bigint + n, 'Bench', n::text, 'done'
         FROM generate_series(1, ${ROWS}) AS n`,
        [(routes * ROUNDS + round) * ROWS],
      );
      relay.wake();
      await done;
      rates.push(moved / seconds);
    }
    const median = rates.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
    console.log(`  ${`${routes} inboxes`.padEnd(30)} ${median.toFixed(0).padStart(6)}/s`);
  }
  await relay.stop();
  await pubSub.close();
}
