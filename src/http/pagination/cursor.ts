import { isRecordId } from '../schemas/is-record-id.util.js';
import { BadCursorError } from './pagination.errors.js';

/** Writes the place after record `id` of the named list; opaque to clients. */
export function encodeCursor(list: string, id: string): string {
  return Buffer.from(`${list} ${id}`).toString('base64url');
}

/**
 * Reads a cursor of the named list back.
 * @throws BadCursorError for anything that `encodeCursor` did not write for this list
 */
export function decodeCursor(list: string, cursor: string): string {
  const [name, id, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const known = name === list && id !== undefined && rest.length === 0 && isRecordId(id);
  if (!known || encodeCursor(list, id) !== cursor) {
    throw new BadCursorError();
  }
  return id;
}
