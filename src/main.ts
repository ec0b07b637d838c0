import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { InvalidEnvError } from './config/env.errors.js';
import { readEnv } from './config/env.js';
import { publicUrl } from './config/public-url.js';
import { createApplication } from './create-application.js';
import { HealthRegistry } from './http/health/health.registry.js';

/** Connections that may wait for accept(); the usual 511 resets clients of a mass reconnect. */
const BACKLOG = 4096;
/** Milliseconds that running requests and streams get to end after a signal to stop. */
const GRACE = 8_000;
const TIDYING = 100;
/** Milliseconds after which the process ends whatever still holds it. */
const LAST_MOMENT = 20_000;

/** A promise that nobody waits for must not take every request of the process with it. */
function logUnhandledRejections(): void {
  const logger = new Logger('Main');
  process.on('unhandledRejection', (reason) => {
    const error = reason instanceof Error ? reason : new Error(String(reason));
    logger.error(`nobody handled: ${error.message}`, error.stack);
  });
}

async function main(): Promise<void> {
  const env = readEnv();
  logUnhandledRejections();
  const app = await createApplication(env);
  const server = app.getHttpServer();
  app.enableShutdownHooks();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      app.get(HealthRegistry).drain();
      // A connection whose last answer is out would otherwise stay for its keep-alive time.
      setInterval(() => server.closeIdleConnections(), TIDYING).unref();
      setTimeout(() => server.closeAllConnections(), GRACE).unref();
      setTimeout(() => process.exit(1), LAST_MOMENT).unref();
    });
  }
  await app.init();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: env.port, host: env.host, backlog: BACKLOG }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  new Logger('Main').log(`listening on ${publicUrl({ ...env, port })} as ${env.roles.join(', ')}`);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${error instanceof InvalidEnvError ? '' : 'Backstory cannot start: '}${message}\n`,
  );
  process.exit(1);
});
