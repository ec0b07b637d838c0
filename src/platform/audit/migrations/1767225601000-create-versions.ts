import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AUDIT_TRIGGER_FUNCTIONS_SQL } from '../sql/audit-triggers.sql.js';
import { POLICY_SQL } from '../sql/policy.sql.js';
import { RECORD_VERSION_SQL } from '../sql/record-version.sql.js';
import { REDACT_SQL } from '../sql/redact.sql.js';
import { APPEND_ONLY_SQL, VERSIONS_TABLE_SQL } from '../sql/versions-table.sql.js';

/** The versions table and the database functions that write it. */
export class CreateVersions1767225601000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    const statements = [
      ...VERSIONS_TABLE_SQL,
      ...APPEND_ONLY_SQL,
      ...REDACT_SQL,
      ...POLICY_SQL,
      ...RECORD_VERSION_SQL,
      ...AUDIT_TRIGGER_FUNCTIONS_SQL,
    ];
    for (const statement of statements) {
      await queryRunner.query(statement);
    }
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const signature of [
      'audit_row()',
      'audit_truncate()',
      'pinned_row_image(record, jsonb)',
      'row_image(record, jsonb)',
      'record_version(jsonb, jsonb, jsonb, jsonb)',
      'session_context()',
      'text_array(jsonb)',
      'item_id(jsonb, jsonb)',
      'row_meets(jsonb, jsonb)',
      'redact(jsonb)',
    ]) {
      await queryRunner.query(`DROP FUNCTION backstory.${signature} CASCADE`);
    }
    await queryRunner.query('DROP TABLE backstory.versions, backstory.redaction_key');
    await queryRunner.query('DROP FUNCTION backstory.refuse_rewrite()');
  }
}
