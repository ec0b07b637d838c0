import 'reflect-metadata';
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

async function main(): Promise<void> {
  const env = readEnv();
  const app = await createApplication(env);
  const server = app.getHttpServer();
  app.enableShutdownHooks();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      app.get(HealthRegistry).drain();
      setTimeout(() => server.closeAllConnections(), GRACE).unref();
    });
  }
  await app.init();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: env.port, host: env.host, backlog: BACKLOG }, resolve);
  });
  new Logger('Main').log(`listening on ${publicUrl(env)} as ${env.roles.join(', ')}`);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${error instanceof InvalidEnvError ? '' : 'Backstory cannot start: '}${message}\n`,
  );
  process.exit(1);
});
