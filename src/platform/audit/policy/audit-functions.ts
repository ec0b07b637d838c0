import { definedFunctions, type FunctionDefinition } from '../../triggers/index.js';
import { ACT_AS_SQL } from '../sql/act-as.sql.js';
import { AUDIT_CREATED_SQL } from '../sql/audit-created.sql.js';
import { AUDIT_TRIGGER_FUNCTIONS_SQL } from '../sql/audit-triggers.sql.js';
import { POLICY_SQL, STORING_SQL } from '../sql/policy.sql.js';
import { READING_SQL } from '../sql/reading.sql.js';
import { RECORD_VERSION_SQL } from '../sql/record-version.sql.js';
import { REDACT_SQL } from '../sql/redact.sql.js';
import { APPEND_ONLY_SQL } from '../sql/versions-table.sql.js';

/**
 * The database functions that record, keep and read versions, as this release has them.
 * @publicApi
 */
export function auditFunctions(): FunctionDefinition[] {
  return definedFunctions([
    ...APPEND_ONLY_SQL,
    ...REDACT_SQL,
    ...POLICY_SQL,
    ...STORING_SQL,
    ...RECORD_VERSION_SQL,
    ...AUDIT_TRIGGER_FUNCTIONS_SQL,
    ...AUDIT_CREATED_SQL,
    ...READING_SQL,
    ...ACT_AS_SQL,
  ]);
}
