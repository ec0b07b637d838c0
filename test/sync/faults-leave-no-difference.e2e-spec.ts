import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Communicator } from '../../src/platform/sync/index.js';
import { SeededRandom } from '../chaos/support/seeded-random.js';
import { FaultyLink, type Fault } from './support/faulty-link.js';
import {
  CREDENTIALS,
  postsOf,
  startSyncedApp,
  writePost,
  type SyncedApp,
} from './support/sync-pair.js';

const FAULTS: readonly Fault[] = [
  'request lost',
  'answer lost',
  'answer cut',
  'doubled',
  'reordered',
];
const BACKSTORY = {
  BACKSTORY_SYNC_MODE: 'backstory',
  BACKSTORY_SYNC_DIALECT: 'mapping',
};

describe('a link that loses, cuts, doubles and reorders', () => {
  const chance = new SeededRandom(20_261_122);
  const random = () => chance.next();
  let healthy = false;
  let facade: SyncedApp;
  let central: SyncedApp;
  let link: FaultyLink;

  beforeAll(async () => {
    facade = await startSyncedApp('facade', 'central', BACKSTORY);
    link = new FaultyLink(facade.url, () =>
      healthy || random() < 0.5 ? 'none' : chance.pick(FAULTS),
    );
    central = await startSyncedApp('central', 'facade', {
      ...BACKSTORY,
      BACKSTORY_SYNC_URL: await link.start(),
    });
  });

  afterAll(async () => {
    await central.close();
    await link.stop();
    await facade.close();
  });

  /** A few writes of any kind, on any record that this side has. */
  async function scribble(app: SyncedApp, round: number): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) {
      const posts = await app.query<{ id: string }>('SELECT id FROM posts ORDER BY id');
      const text = `${app.peer} ${round}.${turn} ${'~'.repeat(Math.floor(random() * 40))}`;
      const act = posts.length < 3 ? 0 : random();
      if (act < 0.25) await writePost(app, text);
      else if (act < 0.65) {
        const values = [text, chance.pick(posts).id];
        await app.query('UPDATE posts SET body = $1 WHERE id = $2', values);
      } else if (act < 0.9) {
        const values = [chance.pick(['draft', 'published', 'archived']), chance.pick(posts).id];
        await app.query('UPDATE posts SET status = $1 WHERE id = $2', values);
      } else await app.query('DELETE FROM posts WHERE id = $1', [chance.pick(posts).id]);
    }
  }

  /** One run of the schedule, which a fault may end. */
  async function run(): Promise<number> {
    await Promise.all([central.published(), facade.published()]);
    const { pushed, pulled } = await central.communicate();
    return pushed + pulled;
  }

  it('leaves no difference, and doubles nothing', async () => {
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([scribble(central, round), scribble(facade, round)]);
      await run().catch(() => 0);
      // The facade's connections die in the middle of whatever they do.
      if (round % 5 === 4) {
        const dying = central.app.get(Communicator).communicate('facade');
        await facade
          .query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()`,
          )
          .catch(() => undefined);
        await dying.catch(() => undefined);
      }
    }
    await expectNoDifference();
    expect([...link.happened.keys()]).toEqual(expect.arrayContaining([...FAULTS]));
  }, 90_000);

  it.each(['POST went on', 'GET was answered'] as const)(
    'and when its caller is killed as soon as %s',
    async (stage) => {
      await Promise.all([scribble(central, 100), scribble(facade, 100)]);
      await Promise.all([
        writePost(central, `at the centre when ${stage}`),
        writePost(facade, `at the facade when ${stage}`),
      ]);
      await Promise.all([central.published(), facade.published()]);
      const caller = spawn(process.execPath, ['dist/src/cli/main.js', 'sync', 'communicate'], {
        env: {
          PATH: process.env.PATH,
          NODE_ENV: 'test',
          DATABASE_URL: central.databaseUrl,
          BACKSTORY_SYNC_NAME: 'central',
          BACKSTORY_SYNC_PEER: 'facade',
          BACKSTORY_SYNC_URL: link.url,
          BACKSTORY_SYNC_CREDENTIALS: CREDENTIALS,
          ...BACKSTORY,
        },
        stdio: 'ignore',
      });
      link.when(stage, () => caller.kill('SIGKILL'));
      expect(await once(caller, 'exit')).toEqual([null, 'SIGKILL']);
      // As time does: it cannot give its lease back any more.
      await central.query('UPDATE backstory.sync_leases SET until = clock_timestamp()');

      await expectNoDifference();
    },
  );

  async function expectNoDifference(): Promise<void> {
    healthy = true;
    for (let round = 0; round < 8; round += 1) {
      const moved = await run();
      if (round > 1 && moved === 0) break;
    }

    const posts = await postsOf(central);
    expect(await postsOf(facade)).toEqual(posts);
    expect(posts.length).toBeGreaterThan(5);
    for (const app of [central, facade]) {
      const rows = await app.query<{ state: string; count: number }>(
        'SELECT state, count(*)::int AS count FROM backstory.inbound_messages GROUP BY 1',
      );
      expect(rows.map(({ state }) => state)).toEqual(['processed']);
      const [twice] = await app.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM (
           SELECT meta->>'sync_message' FROM backstory.versions
           WHERE source = 'sync' AND item_type = 'Post'
           GROUP BY meta->>'sync_message', item_id, event HAVING count(*) > 1) AS doubled`,
      );
      expect(twice!.count).toBe(0);
    }
  }
});
