import { readEnv } from '../../config/env.js';
import { migrate } from '../../database/migrate.js';
import type { CliCommand } from '../cli-command.js';

/** `backstory migrate`: brings the database up to date. */
export const migrateCommand: CliCommand = {
  name: 'migrate',
  summary: 'Creates or updates the tables of the database in DATABASE_URL.',
  usage: '',
  options: {},
  async run({ env, print }) {
    const { databaseUrl, databaseDirectUrl } = readEnv(env);
    const ran = await migrate(databaseDirectUrl ?? databaseUrl);
    for (const name of ran) {
      print(`ran ${name}`);
    }
    print(ran.length === 0 ? 'The database is up to date.' : `${ran.length} migration(s) ran.`);
  },
};
