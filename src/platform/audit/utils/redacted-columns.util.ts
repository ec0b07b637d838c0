import type { EntityMetadata } from 'typeorm';
import type { AuditedOptions } from '../decorators/audited.decorator.js';
import { namesColumn } from './names-column.util.js';

/** Names that hold secrets in one application or another; matched on whole words of the name. */
const SECRET_WORDS = new Set(
  'password passwd passphrase secret token otp totp pin salt credential cvv cvc ssn iban'.split(
    ' ',
  ),
);
const SECRET_PAIRS =
  /(?:api|private|secret|access|encryption|signing)_?key|(?:password|token)_?(?:hash|digest)/;

function looksSecret(name: string): boolean {
  const snake = name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  const words = snake.split(/[^a-z\d]+/);
  return SECRET_PAIRS.test(snake) || words.some((word) => SECRET_WORDS.has(word.replace(/s$/, '')));
}

/**
 * The database names of the columns whose values are stored as a hash: named in `redact`, hidden
 * by `select: false`, or named like a secret; less those in `reveal`. Keys are never redacted.
 */
export function redactedColumns(metadata: EntityMetadata, options: AuditedOptions): Set<string> {
  const redacted = metadata.columns.filter((column) => {
    if (namesColumn(options.redact, column)) {
      return true;
    }
    if (column.isPrimary || column.relationMetadata || namesColumn(options.reveal, column)) {
      return false;
    }
    const hidden = !column.isSelect && !column.isVirtual;
    return hidden || looksSecret(column.databaseName) || looksSecret(column.propertyName);
  });
  return new Set(redacted.map((column) => column.databaseName));
}
