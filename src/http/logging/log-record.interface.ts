import type { LogLevel } from '@nestjs/common';

/** One line of the log, before it is written in a format. */
export interface LogRecord {
  readonly time: Date;
  readonly level: LogLevel;
  readonly context?: string;
  readonly message: string;
  readonly correlationId?: string;
  readonly actor?: string;
  readonly stack?: string;
  /** What else a caller passed: an object logged beside or instead of a message. */
  readonly fields?: Readonly<Record<string, unknown>>;
}
