import type { Env } from '../../config/env.js';
import { CorrelatedLogger } from './correlated-logger.js';
import { formatJson, formatPretty } from './format-record.js';

/** The process's logger: readable on a terminal, JSON in production or when nobody watches. */
export function createLogger(
  env: Pick<Env, 'logFormat' | 'logLevel' | 'nodeEnv'>,
  output: NodeJS.WriteStream = process.stdout,
): CorrelatedLogger {
  const automatic = env.nodeEnv === 'production' || !output.isTTY ? 'json' : 'pretty';
  const format = env.logFormat === 'auto' ? automatic : env.logFormat;
  return new CorrelatedLogger({
    level: env.logLevel,
    format: format === 'json' ? formatJson : formatPretty,
    write: (line) => void output.write(line),
  });
}
