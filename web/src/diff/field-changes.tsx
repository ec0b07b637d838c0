import { type ReactNode, useState } from 'react';
import type { FieldChanges as Changes } from '../api/version.js';
import { fieldName, withoutHousekeeping } from '../ui/sentence.js';
import { ChangeView } from './change-view.js';
import classes from './diff.module.css';

interface FieldChangesProps {
  changes: Changes;
  only?: 'before' | 'after';
  /** Something before a field's name, as a checkbox. */
  lead?: (field: string) => ReactNode;
  /** Something under a field's change, as a conflict. */
  note?: (field: string) => ReactNode;
  /** Shows also what changes with every change, such as `updated_at`. */
  all?: boolean;
}

/** Field by field; those that change with every change are folded away. */
export function FieldChanges({ changes, only, lead, note, all = false }: FieldChangesProps) {
  const [open, setOpen] = useState(all);
  const fields = Object.keys(changes).sort();
  const telling = withoutHousekeeping(fields);
  const quiet = fields.filter((field) => !telling.includes(field));
  const row = (field: string): ReactNode => {
    const [before, after] = changes[field] ?? [null, null];
    return (
      <div key={field} className={classes.field} data-quiet={quiet.includes(field)}>
        <dt className={classes.name} title={field}>
          {lead?.(field)}
          {fieldName(field)}
        </dt>
        <dd className={classes.change}>
          <ChangeView before={before} after={after} {...(only ? { only } : {})} />
          {note?.(field)}
        </dd>
      </div>
    );
  };
  return (
    <>
      <dl className={classes.fields}>
        {telling.map(row)}
        {open && quiet.map(row)}
      </dl>
      {quiet.length > 0 && !open && (
        <button type="button" className={classes.quiet} onClick={() => setOpen(true)}>
          Also {quiet.map(fieldName).join(', ')}
        </button>
      )}
    </>
  );
}
