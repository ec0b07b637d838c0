import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedPostgres, THROW_AWAY_SETTINGS } from '../../scripts/lib/embedded-postgres.mjs';
import { migrateTemplate } from './migrate-template.js';
import { testServers } from './test-servers.js';

export interface PrivatePostgres {
  /** URL of a migrated database; the same after a restart. */
  url: string;
  /** `fast` as an operator would, `immediate` as a power cut (what was committed stays). */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
}

/**
 * A PostgreSQL server of the test's own, for tests that stop or restart it.
 * The end of the run takes it away; stop it in `afterAll` all the same.
 */
export async function startPrivatePostgres(
  settings: Record<string, string> = {},
): Promise<PrivatePostgres> {
  const folder = mkdtempSync(path.join(testServers().folder, 'postgres-'));
  const server = new EmbeddedPostgres(folder, { ...THROW_AWAY_SETTINGS, ...settings });
  await server.start();
  const url = server.url();
  await migrateTemplate(url);
  return { url, stop: (mode) => server.stop(mode), start: () => server.start() };
}
