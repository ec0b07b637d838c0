import { allows } from '../access/allows.util.js';
import type { Principal } from '../access/principal.interface.js';
import { NotYoursError } from './records.errors.js';

/** Authors change what is theirs, operators everything. @throws NotYoursError for everybody else */
export function assertMayEdit(editor: Principal, ownerId: string, what: string): void {
  if (editor.id !== ownerId && !allows(editor, 'operator')) {
    throw new NotYoursError(what);
  }
}
