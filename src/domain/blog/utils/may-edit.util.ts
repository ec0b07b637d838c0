import { allows } from '../../../http/access/allows.util.js';
import type { Principal } from '../../../http/access/principal.interface.js';
import { NotYoursError } from '../blog.errors.js';

/** Authors change what is theirs, operators everything. @throws NotYoursError for everybody else */
export function assertMayEdit(editor: Principal, ownerId: string, what: string): void {
  if (editor.id !== ownerId && !allows(editor, 'operator')) {
    throw new NotYoursError(what);
  }
}
