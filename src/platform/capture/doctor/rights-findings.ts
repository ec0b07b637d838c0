import type { DataSource } from 'typeorm';
import { quoteIdentifier } from '../../triggers/index.js';
import type { Finding } from './finding.interface.js';
import { HISTORY, MISSING_GRANTS } from './surroundings.sql.js';

/** Who may do too little for the application to work, or so much that history is not to be trusted. */
export async function rightsFindings(dataSource: DataSource): Promise<Finding[]> {
  return [...(await grants(dataSource)), ...(await history(dataSource))];
}

async function grants(dataSource: DataSource): Promise<Finding[]> {
  const rows =
    await dataSource.query<{ role: string; relation: string; privilege: string }[]>(MISSING_GRANTS);
  return rows.map(({ role, relation, privilege }) => ({
    code: 'GRANT_MISSING',
    severity: 'error',
    table: `backstory.${relation}`,
    message: `Role ${role} may not ${privilege} on backstory.${relation}, which ${privilege === 'INSERT' && relation !== 'feed_entries' ? 'makes every write of a captured table fail' : 'the application needs'}.`,
    remedy: `In psql: GRANT USAGE ON SCHEMA backstory TO ${quoteIdentifier(role)}; GRANT ${privilege} ON backstory.${relation} TO ${quoteIdentifier(role)};`,
  }));
}

async function history(dataSource: DataSource): Promise<Finding[]> {
  const [{ publicMay, appendOnly }] =
    await dataSource.query<[{ publicMay: string[] | null; appendOnly: boolean }]>(HISTORY);
  const findings: Finding[] = [];
  if (publicMay !== null) {
    findings.push({
      code: 'HISTORY_OPEN',
      severity: 'error',
      table: 'backstory.versions',
      message: `Everybody may ${publicMay.join(', ')} on backstory.versions: history can be forged.`,
      remedy: `In psql: REVOKE ${publicMay.join(', ')} ON backstory.versions FROM PUBLIC;`,
    });
  }
  if (!appendOnly) {
    findings.push({
      code: 'HISTORY_REWRITABLE',
      severity: 'error',
      table: 'backstory.versions',
      trigger: 'versions_append_only',
      message: 'Trigger versions_append_only is missing or disabled: history can be rewritten.',
      remedy:
        'In psql: ALTER TABLE backstory.versions ENABLE TRIGGER versions_append_only; or, when it is gone: CREATE TRIGGER versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON backstory.versions FOR EACH STATEMENT EXECUTE FUNCTION backstory.refuse_rewrite();',
    });
  }
  return findings;
}
