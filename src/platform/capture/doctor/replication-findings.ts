import type { DataSource } from 'typeorm';
import { quoteIdentifier } from '../../triggers/index.js';
import type { Finding } from './finding.interface.js';
import { REPLICATION_ROLES } from './surroundings.sql.js';

interface Default {
  readonly role: string | null;
  readonly database: string | null;
}

/** Whose sessions begin as those of a replica, in which no trigger fires. */
export async function replicationFindings(dataSource: DataSource): Promise<Finding[]> {
  const findings = (await dataSource.query<Default[]>(REPLICATION_ROLES)).map(ofDefault);
  const [{ value }] = await dataSource.query<[{ value: string }]>(
    `SELECT current_setting('session_replication_role') AS value`,
  );
  return value !== 'replica' || findings.length > 0
    ? findings
    : [
        finding(
          'The server sets session_replication_role = replica: no trigger fires anywhere.',
          'Take session_replication_role out of postgresql.conf and reload the server.',
        ),
      ];
}

function ofDefault({ role, database }: Default): Finding {
  const who = role === null ? 'every role' : `role ${role}`;
  const where = database === null ? '' : ` in database ${database}`;
  const within = database === null ? '' : ` IN DATABASE ${quoteIdentifier(database)}`;
  const subject =
    role === null
      ? `DATABASE ${quoteIdentifier(database ?? '')}`
      : `ROLE ${quoteIdentifier(role)}${within}`;
  return finding(
    `Sessions of ${who}${where} begin with session_replication_role = replica: no trigger fires in them.`,
    `In psql: ALTER ${subject} RESET session_replication_role;`,
  );
}

function finding(message: string, remedy: string): Finding {
  return { code: 'REPLICATION_ROLE', severity: 'error', unrecorded: true, message, remedy };
}
