import { UsersService } from '../../../src/domain/identity/index.js';
import { Communicator, type Exchange } from '../../../src/platform/sync/index.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { eventually } from '../../support/eventually.js';

export const CREDENTIALS = 'keeper:open-sesame';

/** A whole deployment that has a peer. */
export interface SyncedApp extends TestApp {
  readonly peer: string;
  /** A user here, whose posts they are. */
  readonly authorId: string;
  communicate(): Promise<Exchange>;
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Waits until everything that was written here is a message. */
  published(): Promise<void>;
}

/** A deployment that never exchanges by itself: the test says when. */
export async function startSyncedApp(
  name: string,
  peer: string,
  env: Readonly<Record<string, string>> = {},
  databaseUrl?: string,
): Promise<SyncedApp> {
  const test = await createTestApp({
    ...(databaseUrl !== undefined && { databaseUrl }),
    env: {
      BACKSTORY_REDIS_PREFIX: `{${name}}`,
      BACKSTORY_SYNC_NAME: name,
      BACKSTORY_SYNC_PEER: peer,
      BACKSTORY_SYNC_CREDENTIALS: CREDENTIALS,
      BACKSTORY_SYNC_INTERVAL: '86400',
      ...env,
    },
  });
  const query = <Row>(sql: string, values: readonly unknown[] = []) =>
    test.dataSource.query<Row[]>(sql, [...values]);
  const [known] = await query<{ id: string }>(`SELECT id FROM users WHERE name = 'author'`);
  const author =
    known ??
    (await test.app
      .get(UsersService)
      .create({ name: 'author', display_name: 'Author', role: 'member' }));
  return {
    ...test,
    peer,
    authorId: author.id,
    query,
    communicate: async () => {
      // The schedule makes its first run when the application has started.
      const outcome = await eventually(async () => {
        const settled = await settle(test.app.get(Communicator).communicate(peer));
        if (settled.exchange?.busy) throw new Error('another run is at it');
        return settled;
      });
      if (outcome.exchange === undefined) throw outcome.error;
      return outcome.exchange;
    },
    published: async () => {
      await eventually(
        async () => {
          const [open] = await query<{ count: number }>(
            `SELECT (SELECT count(*) FROM backstory.outbox)::int + (
               SELECT count(*) FROM backstory.deliveries
               WHERE subscriber = 'sync' AND state IN ('pending', 'queued'))::int AS count`,
          );
          return open!.count === 0;
        },
        { within: 20_000 },
      );
    },
  };
}

async function settle(
  exchange: Promise<Exchange>,
): Promise<{ readonly exchange?: Exchange; readonly error?: unknown }> {
  try {
    return { exchange: await exchange };
  } catch (error) {
    return { error };
  }
}

/** A central deployment and the facade that it calls, as two whole applications. */
export async function startSyncPair(
  env: Readonly<Record<string, string>> = {},
): Promise<{ central: SyncedApp; facade: SyncedApp; close(): Promise<void> }> {
  const facade = await startSyncedApp('facade', 'central', env);
  const central = await startSyncedApp('central', 'facade', {
    BACKSTORY_SYNC_URL: facade.url,
    ...env,
  });
  return {
    central,
    facade,
    close: async () => {
      await central.close();
      await facade.close();
    },
  };
}

/** Writes a post as psql would. @returns its id */
export async function writePost(app: SyncedApp, title: string, body = 'text'): Promise<string> {
  const [row] = await app.query<{ id: string }>(
    'INSERT INTO posts (title, body, author_id) VALUES ($1, $2, $3) RETURNING id',
    [title, body, app.authorId],
  );
  return row!.id;
}

/** The posts of a deployment by title, as people see them. */
export function postsOf(
  app: SyncedApp,
): Promise<{ title: string; body: string; status: string }[]> {
  return app.query('SELECT title, body, status FROM posts ORDER BY title COLLATE "C", body');
}
