import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { readEnv } from '../../config/env.js';
import { dataSourceOptions } from '../../database/data-source-options.js';
import { auditFunctions, auditTriggerDrift } from '../../platform/audit/index.js';
import {
  compareFunctions,
  describeDrift,
  readFunctions,
  renderTriggerMigration,
} from '../../platform/triggers/index.js';
import type { CliCommand } from '../cli-command.js';

/** `backstory migration:triggers`: writes the migration that the entities' triggers need. */
export const migrationTriggersCommand: CliCommand = {
  name: 'migration:triggers',
  summary: 'Writes a migration for the triggers that entities declare and the database lacks.',
  usage: '[--out migrations] [--check]',
  options: {
    out: { type: 'string', default: 'migrations', help: 'Folder to write the migration to.' },
    check: { type: 'boolean', default: false, help: 'Write nothing; fail when one is needed.' },
  },
  async run({ env, options, print }) {
    const dataSource = new DataSource(
      dataSourceOptions({ url: readEnv(env).databaseUrl, poolSize: 1 }),
    );
    await dataSource.initialize();
    try {
      const drift = await auditTriggerDrift(dataSource);
      const functions = compareFunctions(
        auditFunctions(),
        await readFunctions(dataSource),
        undefined,
      );
      const findings = [
        ...drift.map(describeDrift),
        ...functions.map(({ kind, expected }) => `${kind}: function ${expected.name}`),
      ];
      findings.forEach(print);
      if (findings.length === 0) {
        print('The triggers are what the entities declare.');
        return;
      }
      if (options.check === true) {
        throw new Error(
          `${findings.length} difference(s): run "npm run migration:triggers" and apply it with "npm run backstory -- migrate".`,
        );
      }
      const { fileName, className, source } = renderTriggerMigration(drift, Date.now(), functions);
      const file = path.join(String(options.out), fileName);
      await writeFile(file, source);
      print(
        `Wrote ${file}: add ${className} to migrations/index.ts, then run "npm run backstory -- migrate".`,
      );
    } finally {
      await dataSource.destroy();
    }
  },
};
