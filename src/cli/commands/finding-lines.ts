import type { Finding } from '../../platform/capture/index.js';

const BETWEEN = {
  'code-migration': ' (code and migrations disagree)',
  'migration-database': ' (migrations and database disagree)',
  'code-database': ' (code and database disagree)',
} as const;

/** A finding as a person reads it. */
export function findingLines({ code, severity, comparison, message, remedy }: Finding): string[] {
  const between = comparison === undefined ? '' : BETWEEN[comparison];
  return [`${severity}: ${message}`, `  ${code}${between}`, `  ${remedy}`];
}
