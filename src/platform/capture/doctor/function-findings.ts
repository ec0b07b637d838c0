import type { DataSource } from 'typeorm';
import { auditFunctions } from '../../audit/index.js';
import {
  compareFunctions,
  quoteIdentifier,
  readFunctions,
  type FunctionDrift,
} from '../../triggers/index.js';
import type { Finding } from './finding.interface.js';

const GENERATE = 'Run "npm run migration:triggers", then "npm run backstory -- migrate".';

/** Whether the guard's functions are those of this release, with their owner, rights and settings. */
export async function functionFindings(dataSource: DataSource): Promise<Finding[]> {
  const [versions] = await dataSource.query<{ owner: string }[]>(
    `SELECT pg_get_userbyid(relowner) AS owner FROM pg_class
     WHERE oid = to_regclass('backstory.versions')`,
  );
  const existing = await readFunctions(dataSource);
  return compareFunctions(auditFunctions(), existing, versions?.owner).map((drift) =>
    describe(drift, versions?.owner ?? ''),
  );
}

type Sentences = readonly [code: string, saying: string, remedy: string];

function describe(drift: FunctionDrift, owner: string): Finding {
  const { schema, name } = drift.expected;
  const qualified = `${schema}.${name}`;
  const [code, saying, remedy] =
    drift.kind === 'missing'
      ? MISSING
      : ofExisting(drift, `${qualified}(${drift.existing.signature})`, owner);
  return {
    code,
    severity: 'error',
    comparison: 'code-database',
    function: qualified,
    ...(drift.kind === 'missing' ? { unrecorded: true } : {}),
    message: `Function ${qualified} ${saying}.`,
    remedy,
  };
}

const MISSING: Sentences = ['FUNCTION_MISSING', 'is missing', GENERATE];

function ofExisting(
  { kind, expected, existing }: Exclude<FunctionDrift, { kind: 'missing' }>,
  signature: string,
  owner: string,
): Sentences {
  const sentences: Record<typeof kind, Sentences> = {
    outdated: ['FUNCTION_OUTDATED', 'has another body than this release gives it', GENERATE],
    invoker: [
      'FUNCTION_NOT_DEFINER',
      'runs with the rights of whoever writes, who may not write history (SECURITY DEFINER is missing)',
      GENERATE,
    ],
    unpinned: [
      'FUNCTION_NOT_PINNED',
      `has other settings than ${expected.settings.join('; ') || 'none'}: it may run what others put in its path`,
      GENERATE,
    ],
    open: [
      'FUNCTION_OPEN',
      'may be called by everybody, so that anybody can attach it to a table of theirs and forge history',
      `In psql: REVOKE EXECUTE ON FUNCTION ${signature} FROM PUBLIC;`,
    ],
    owner: [
      'FUNCTION_OWNER',
      `belongs to ${existing.owner}, and the history that it writes to ${owner}`,
      `In psql: ALTER FUNCTION ${signature} OWNER TO ${quoteIdentifier(owner)};`,
    ],
  };
  return sentences[kind];
}
