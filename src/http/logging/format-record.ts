import type { LogRecord } from './log-record.interface.js';

const COLOURS: Readonly<Record<string, number>> = {
  error: 31,
  fatal: 31,
  warn: 33,
  log: 32,
  debug: 35,
  verbose: 36,
};

/** One JSON object per line; JSON's own escapes keep a line one line. */
export function formatJson(record: LogRecord): string {
  return JSON.stringify({
    time: record.time.toISOString(),
    level: record.level === 'log' ? 'info' : record.level,
    context: record.context,
    message: record.message,
    correlation_id: record.correlationId,
    actor: record.actor,
    ...record.fields,
    stack: record.stack,
  });
}

/** One line for a person at a terminal, a stack below it. */
export function formatPretty(record: LogRecord): string {
  const time = record.time.toISOString().slice(11, 23);
  const level = colour(COLOURS[record.level] ?? 0, record.level.toUpperCase().padEnd(5));
  const context = record.context ? colour(36, `${record.context}: `) : '';
  const facts = { ...record.fields, actor: record.actor, correlation_id: record.correlationId };
  const tail = Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${plain(value)}`)
    .join(' ');
  const line = `${time} ${level} ${context}${oneLine(record.message)}`;
  const stack = record.stack ? `\n${printable(record.stack)}` : '';
  return `${line}${tail ? ` ${colour(90, oneLine(tail))}` : ''}${stack}`;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function colour(code: number, text: string): string {
  return `\u001B[${code}m${text}\u001B[39m`;
}

function oneLine(text: string): string {
  return printable(text.replaceAll(/[\n\r\u2028\u2029]+/g, ' ⏎ '));
}

/** Control characters could move a reader's cursor or forge a line. */
function printable(text: string): string {
  return text.replaceAll(/(?!\n)\p{Cc}/gu, '�');
}
