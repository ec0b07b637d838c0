import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { readEnv, type Env } from '../../src/config/env.js';
import { createApplication } from '../../src/create-application.js';
import { CorrelatedLogger } from '../../src/http/logging/correlated-logger.js';
import { formatJson } from '../../src/http/logging/format-record.js';
import { createTestDatabase } from './test-database.js';
import { redisUrl } from './test-redis.js';

export interface TestAppOptions {
  /** What the process does. @defaultValue web, worker, relay, scheduler */
  readonly roles?: readonly string[];
  /** An existing database; whoever made it drops it. @defaultValue a fresh clone, dropped at close */
  readonly databaseUrl?: string;
  /** More variables, by their names: `{ BACKSTORY_LOG_FORMAT: 'json' }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Collects the log, one JSON text per line, from `debug` up. @defaultValue errors go to the console */
  readonly logLines?: string[];
  /** Called before the server listens: mount a route, replace nothing. */
  readonly prepare?: (app: NestExpressApplication) => void | Promise<void>;
}

/** As `main.ts` has it: with the usual 511, a test that sends a thousand requests at once is reset. */
const BACKLOG = 4096;

/** A real server on a real database. */
export interface TestApp {
  readonly app: NestExpressApplication;
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly env: Env;
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

/** Boots the application as the built server does, on a database of its own. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.databaseUrl ? undefined : await createTestDatabase();
  const databaseUrl = options.databaseUrl ?? database!.url;
  const env = readEnv({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl(),
    BACKSTORY_LOG_LEVEL: 'error',
    BACKSTORY_SECRET_KEY: 'only for tests and long enough for it',
    ...(options.roles && { BACKSTORY_ROLES: options.roles.join(',') }),
    ...options.env,
  });
  const app = await createApplication(env, options.logLines && collectingLogger(options.logLines));
  await options.prepare?.(app);
  await app.init();
  const server = app.getHttpServer();
  await new Promise<void>((resolve) => {
    server.listen({ port: 0, host: '127.0.0.1', backlog: BACKLOG }, resolve);
  });
  return {
    app,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    databaseUrl,
    env,
    dataSource: app.get(DataSource),
    async close() {
      await app.close();
      await database?.drop();
    },
  };
}

function collectingLogger(lines: string[]): CorrelatedLogger {
  return new CorrelatedLogger({
    level: 'debug',
    format: formatJson,
    write: (line) => void lines.push(line),
  });
}
