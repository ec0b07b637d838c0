import type { LoggerService, LogLevel } from '@nestjs/common';
import { currentContext } from '../../platform/correlation/index.js';
import type { LogRecord } from './log-record.interface.js';
import { redactText, redactValue } from './redact.js';

const SEVERITY: readonly LogLevel[] = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'];

/** Nest tells of every route and module when it starts: of use only to who looks for a fault. */
const BOOT_CONTEXTS = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
]);

/** Where Nest logs why it cannot start, before it throws the same at who started it. */
const BOOT_FAILURE = 'ExceptionHandler';

export interface CorrelatedLoggerOptions {
  /** The least severe level that is written. */
  readonly level: LogLevel;
  readonly format: (record: LogRecord) => string;
  readonly write: (line: string) => void;
}

/** Nest's logger with the correlation id and actor of the running code on every line. */
export class CorrelatedLogger implements LoggerService {
  private readonly least: number;

  constructor(private readonly options: CorrelatedLoggerOptions) {
    this.least = SEVERITY.indexOf(options.level);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.record('verbose', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.record('debug', message, rest);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.record(BOOT_CONTEXTS.has(String(rest.at(-1))) ? 'debug' : 'log', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.record('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.record(rest.at(-1) === BOOT_FAILURE ? 'debug' : 'error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.record('fatal', message, rest);
  }

  /** Nest passes the context last and, to `error`, a stack before it. */
  private record(level: LogLevel, message: unknown, rest: readonly unknown[]): void {
    if (SEVERITY.indexOf(level) < this.least) {
      return;
    }
    const context = rest.at(-1);
    const stack = message instanceof Error ? message.stack : rest.slice(0, -1).find(isStack);
    const fields = [message, ...rest.slice(0, -1)].filter(isFields);
    const current = currentContext();
    const record: LogRecord = {
      time: new Date(),
      level,
      ...(typeof context === 'string' && { context }),
      message: redactText(messageOf(message)),
      ...(current && { correlationId: current.correlationId }),
      ...(current?.actor && { actor: current.actor.id }),
      ...(stack && { stack: redactText(stack) }),
      ...(fields.length > 0 && { fields: redactFields(fields) }),
    };
    this.options.write(`${this.options.format(record)}\n`);
  }
}

function redactFields(fields: readonly Record<string, unknown>[]): Record<string, unknown> {
  const { message: _message, ...rest } = Object.assign({}, ...fields) as Record<string, unknown>;
  return redactValue(rest) as Record<string, unknown>;
}

function messageOf(message: unknown): string {
  if (message instanceof Error) {
    return message.message;
  }
  if (isFields(message)) {
    return typeof message['message'] === 'string' ? message['message'] : '';
  }
  return String(message);
}

function isStack(value: unknown): value is string {
  return typeof value === 'string' && /\n\s+at /.test(value);
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Error);
}
