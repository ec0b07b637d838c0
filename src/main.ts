import 'reflect-metadata';
import { readEnv } from './config/env.js';
import { createApplication } from './create-application.js';

/** Connections that may wait for accept(); the usual 511 resets clients of a mass reconnect. */
const BACKLOG = 4096;

async function main(): Promise<void> {
  const env = readEnv();
  const app = await createApplication(env);
  app.enableShutdownHooks();
  await app.init();
  const server = app.getHttpServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: env.port, host: env.host, backlog: BACKLOG }, resolve);
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
