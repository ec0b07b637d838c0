// Boots the built app in both profiles and asks it the first questions a visitor would: a compiled
// app can fail where the tests' own transformer hides it (circular imports, decorator metadata).
import path from 'node:path';
import { appEnvironment } from './lib/app-environment.mjs';
import { AppProcess } from './lib/app-process.mjs';
import { ensureTestTools } from './lib/ensure-test-tools.mjs';
import { freePort } from './lib/free-port.mjs';
import { migrateDatabase } from './lib/migrate-database.mjs';
import { reportFailure } from './lib/report-failure.mjs';
import { startServers } from './lib/servers.mjs';
import { throwAwayFolder } from './lib/throw-away-folder.mjs';

const QUESTIONS = [
  { path: '/health/live', status: 200, type: 'application/json' },
  { path: '/health/ready', status: 200, type: 'application/json' },
  { path: '/console/', status: 200, type: 'text/html' },
  { path: '/posts', status: 401, type: 'application/problem+json' },
];

async function smoke(profile) {
  const { folder, dispose } = throwAwayFolder('smoke');
  const env = { ...process.env, NODE_ENV: 'production' };
  delete env.DATABASE_URL;
  delete env.REDIS_URL;
  const servers = await startServers(folder, { env, embedded: profile === 'embedded' });
  try {
    const port = await freePort();
    const told = appEnvironment(env, servers, { port, folder: path.join(folder, 'app') });
    await migrateDatabase(told);
    await ask(new AppProcess(told, { watch: false }), `http://127.0.0.1:${port}`);
    console.log(`✓ ${profile}: ${servers.description}`);
  } finally {
    await servers.stop();
    await dispose();
  }
}

async function ask(app, url) {
  try {
    await app.ready(url, new AbortController().signal);
    for (const question of QUESTIONS) await expectAnswer(url, question);
  } finally {
    await app.stop();
  }
}

async function expectAnswer(url, { path: wanted, status, type }) {
  const response = await fetch(url + wanted, { redirect: 'manual' });
  const got = response.headers.get('content-type') ?? '';
  await response.arrayBuffer();
  if (response.status === status && got.startsWith(type)) return;
  throw new Error(`${wanted} answered ${response.status} ${got}, not ${status} ${type}`);
}

try {
  await ensureTestTools();
  for (const profile of ['redis', 'embedded']) await smoke(profile);
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
