import { AbstractLogger, type LogLevel, type LogMessage } from 'typeorm';

/** Collects the statements that a data source sends. */
export class CountingLogger extends AbstractLogger {
  public readonly statements: string[] = [];

  public constructor() {
    super(['query']);
  }

  /** The statements that `work` sends. */
  public async during(work: () => Promise<unknown>): Promise<string[]> {
    const start = this.statements.length;
    await work();
    return this.statements.slice(start);
  }

  protected override writeLog(_level: LogLevel, message: LogMessage | LogMessage[]): void {
    for (const { message: statement } of [message].flat()) {
      this.statements.push(String(statement));
    }
  }
}
