import { Inject, Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditedEntities, auditTriggers } from '../../audit/index.js';
import { CAPTURE_OPTIONS } from '../capture.module-definition.js';
import type { CaptureModuleOptions } from '../interfaces/capture-module-options.interface.js';
import { tryCanary } from './canary.js';
import type { CapturedTable, CaptureReport, Finding } from './finding.interface.js';
import { functionFindings } from './function-findings.js';
import { surroundingsFindings } from './surroundings-findings.js';
import { triggerFindings } from './trigger-findings.js';

/** How an examination goes about it. @publicApi */
export interface ExamineOptions {
  /** Also change a row of each captured table and roll it back. @defaultValue false: read only */
  readonly canary?: boolean;
}

/**
 * Finds out whether every change leaves its version, and tells what to do where one does not.
 * @publicApi
 */
@Injectable()
export class CaptureDoctor {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Optional() @Inject(CAPTURE_OPTIONS) private readonly options: CaptureModuleOptions = {},
  ) {}

  async examine({ canary = false }: ExamineOptions = {}): Promise<CaptureReport> {
    const guard = this.options.guard ?? true;
    const findings = [
      ...(await triggerFindings(this.dataSource, guard)),
      ...(guard ? await functionFindings(this.dataSource) : []),
      ...(await surroundingsFindings(this.dataSource)),
    ];
    const tables = canary && guard ? await this.sing() : capturedTables(this.dataSource);
    findings.push(...tables.filter((table) => table.canary === 'silent').map(silent));
    const errors = findings.filter(({ severity }) => severity === 'error');
    const warnings = findings.filter(({ severity }) => severity === 'warning');
    return { healthy: errors.length === 0, findings: [...errors, ...warnings], tables };
  }

  private async sing(): Promise<CapturedTable[]> {
    const entities = AuditedEntities.of(this.dataSource);
    const tables: CapturedTable[] = [];
    for (const table of capturedTables(this.dataSource)) {
      const canary = await tryCanary(this.dataSource, entities.get(table.itemType));
      tables.push({ ...table, canary });
    }
    return tables;
  }
}

/** The captured tables and the triggers that they need; asks no database. */
export function capturedTables(dataSource: DataSource): CapturedTable[] {
  const triggers = auditTriggers(dataSource);
  return AuditedEntities.of(dataSource)
    .all()
    .map(({ itemType, metadata }) => ({
      itemType,
      table: metadata.schema ? `${metadata.schema}.${metadata.tableName}` : metadata.tableName,
      triggers: triggers
        .filter(
          ({ table }) => table.name === metadata.tableName && table.schema === metadata.schema,
        )
        .map(({ name }) => name),
    }));
}

function silent({ table, itemType }: CapturedTable): Finding {
  return {
    code: 'CANARY_SILENT',
    severity: 'error',
    unrecorded: true,
    table,
    message: `A change of a ${itemType} left no version; it was rolled back.`,
    remedy:
      'Mend what else is found and examine again; with nothing else found, look for a trigger or rule on the table that hides its changes.',
  };
}
