import type { Version } from '../api/version.js';
import { actorName } from './actor-name.js';

/** Who wrote a change, and by what; each part only where it is known. */
export interface Writer {
  name: string;
  databaseUser: string | null;
  program: string | null;
  address: string | null;
  transaction: string | null;
}

/** Reads from a version who wrote it: a person, or the database user of another program. */
export function writerOf({ whodunnit, meta, tx_id: transaction }: Version): Writer {
  const databaseUser = textOf(meta, 'database_user');
  return {
    name: databaseName(whodunnit),
    databaseUser,
    program: textOf(meta, 'application_name'),
    address: textOf(meta, 'client_address'),
    transaction: textOf(meta, 'transaction_id') ?? transaction,
  };
}

/** The name alone of whoever acted; a database user's without the mark that tells it from people. */
export function databaseName(actor: string | null): string {
  return actorName(actor?.replace(/^db:(?=.)/, ''));
}

function textOf(meta: Version['meta'], name: string): string | null {
  const value = meta?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
