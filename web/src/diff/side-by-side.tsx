import { useState } from 'react';
import type { FieldChanges, RowImage } from '../api/version.js';
import { fieldName } from '../ui/sentence.js';
import classes from './side-by-side.module.css';
import { ValueView } from './value-view.js';

interface SideBySideProps {
  event: string;
  changes: FieldChanges;
  /** The row before, with what did not change. */
  before: RowImage | null;
}

/** A row before and after, field by field; what stayed the same on demand. */
export function SideBySide({ event, changes, before }: SideBySideProps) {
  const [all, setAll] = useState(false);
  const same = Object.keys(before ?? {}).filter((field) => !(field in changes));
  const fields = [...Object.keys(changes).sort(), ...(all ? same.sort() : [])];
  return (
    <div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const [old, fresh] = changes[field] ?? [before?.[field], before?.[field]];
            const changed = field in changes;
            return (
              <tr key={field} data-changed={changed}>
                <th scope="row" title={field}>
                  {fieldName(field)}
                </th>
                <td data-side="before">{event === 'create' ? '—' : <ValueView value={old} />}</td>
                <td data-side="after">{event === 'destroy' ? '—' : <ValueView value={fresh} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {same.length > 0 && (
        <button
          type="button"
          className={classes.more}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all
            ? 'Only what changed'
            : `${same.length} ${same.length === 1 ? 'field' : 'fields'} stayed the same`}
        </button>
      )}
    </div>
  );
}
