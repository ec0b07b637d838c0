/** What happened, taken apart so that each part can be shown and clicked by itself. */
export interface Sentence {
  verb: string;
  /** The fields, already joined: `title and body`. Empty when the verb says it all. */
  fields: string;
  /** Between the fields and the record: `of`, or nothing. */
  preposition: string;
}

const verbs: Record<string, string> = {
  create: 'created',
  destroy: 'destroyed',
  soft_delete: 'archived',
  restore: 'restored',
};

/** Columns that change with every change and tell nothing. */
const housekeeping = new Set(['updated_at', 'version', 'lock_version', 'created_at']);
const SHOWN = 3;

export function describeChange(event: string, changed: string[]): Sentence {
  const verb = verbs[event];
  if (verb !== undefined) return { verb, fields: '', preposition: '' };
  if (event !== 'update') {
    return { verb: event.replaceAll('_', ' '), fields: '', preposition: 'on' };
  }
  const telling = withoutHousekeeping(changed);
  if (telling.length === 0) return { verb: 'changed', fields: '', preposition: '' };
  return { verb: 'changed', fields: joinFields(telling), preposition: 'of' };
}

/** The fields worth naming; all of them when there is nothing else. */
export function withoutHousekeeping(changed: string[]): string[] {
  const telling = changed.filter((column) => !housekeeping.has(column));
  return telling.length > 0 ? telling : changed;
}

/** `title`, `title and body`, `title, body and 4 more fields`. */
export function joinFields(columns: string[]): string {
  const names = columns.map(fieldName);
  if (names.length > SHOWN) {
    const shown = names.slice(0, SHOWN - 1);
    return `${shown.join(', ')} and ${names.length - shown.length} more fields`;
  }
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
}

/** `author_id` reads `author`, `published_at` reads `published at`. */
export function fieldName(column: string): string {
  return column.replace(/(?<=.)_id$/, '').replaceAll('_', ' ');
}
