import { appEnvironment } from './app-environment.mjs';
import { migrateDatabase } from './migrate-database.mjs';
import { startServers } from './servers.mjs';
import { startGuardian } from './start-guardian.mjs';

/**
 * Starts the servers of a folder, migrates, does the work and stops them again, come what may.
 *
 * @template T
 * @param {string} folder
 * @param {{ env?: NodeJS.ProcessEnv, postgresSettings?: Record<string, string> }} options
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withServers(folder, { env = process.env, postgresSettings }, work) {
  const guardian = startGuardian();
  const servers = await startServers(folder, { env, embedded: false, postgresSettings });
  try {
    guardian.watch(servers.processes);
    const told = appEnvironment(env, servers, { port: Number(env.PORT || 3000), folder });
    await migrateDatabase(told);
    return await work(told);
  } finally {
    await servers.stop();
    guardian.dismiss();
  }
}
