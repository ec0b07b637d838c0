import type { Logger } from 'typeorm';

/** The last statement that a data source sent, with its parameters. */
export class RecordingLogger implements Logger {
  public last: { sql: string; parameters: unknown[] } | undefined;

  public logQuery(sql: string, parameters?: unknown[]): void {
    this.last = { sql, parameters: parameters ?? [] };
  }

  public logQueryError(): void {}
  public logQuerySlow(): void {}
  public logSchemaBuild(): void {}
  public logMigration(): void {}
  public log(): void {}
}
