import { DataSource } from 'typeorm';
import { readEnv } from '../../config/env.js';
import { dataSourceOptions } from '../../database/data-source-options.js';
import { CaptureDoctor, type CapturedTable } from '../../platform/capture/index.js';
import type { CliCommand } from '../cli-command.js';
import { findingLines } from './finding-lines.js';

/** `backstory capture doctor`: whether every change leaves its version. */
export const captureDoctorCommand: CliCommand = {
  name: 'capture doctor',
  summary:
    'Examines the triggers of the database in DATABASE_URL and names the remedy of each fault.',
  usage: '[--read-only] [--json]',
  options: {
    'read-only': {
      type: 'boolean',
      default: false,
      help: 'Changes no row; without it one row of each table is changed and rolled back.',
    },
    json: { type: 'boolean', default: false, help: 'Prints the report as JSON.' },
  },
  async run({ env, options, print }) {
    // Not the application: that would not start on a database with what is to be found.
    const dataSource = new DataSource(
      dataSourceOptions({ url: readEnv(env).databaseUrl, poolSize: 4 }),
    );
    await dataSource.initialize();
    try {
      const doctor = new CaptureDoctor(dataSource);
      const report = await doctor.examine({ canary: options['read-only'] !== true });
      if (options.json === true) {
        print(JSON.stringify(report, null, 2));
      } else {
        report.findings.flatMap(findingLines).forEach(print);
        print(summary(report.tables));
      }
      if (!report.healthy) {
        const errors = report.findings.filter(({ severity }) => severity === 'error');
        throw new Error(`${errors.length} fault(s): see above for what to do about each.`);
      }
    } finally {
      await dataSource.destroy();
    }
  },
};

function summary(tables: readonly CapturedTable[]): string {
  const count = (outcome: CapturedTable['canary']): number =>
    tables.filter(({ canary }) => canary === outcome).length;
  const examined = `${tables.length} captured table(s) examined`;
  return tables.some(({ canary }) => canary !== undefined)
    ? `${examined}: a change was recorded in ${count('recorded')}, not in ${count('silent')}; ${count('nothing to try')} had nothing to change.`
    : `${examined}.`;
}
