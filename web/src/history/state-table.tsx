import type { RowImage } from '../api/version.js';
import { ValueView } from '../diff/value-view.js';
import { fieldName, withoutHousekeeping } from '../ui/sentence.js';
import classes from './as-of-view.module.css';

interface StateTableProps {
  state: RowImage;
  /** The fields that the version shown changed. */
  changed: string[];
}

export function StateTable({ state, changed }: StateTableProps) {
  const fields = Object.keys(state).sort();
  const telling = withoutHousekeeping(fields);
  const ordered = [...telling, ...fields.filter((field) => !telling.includes(field))];
  const marked = new Set(withoutHousekeeping(changed));
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">Fields and values at that time</caption>
      <tbody>
        {ordered.map((field) => (
          <tr key={field} data-changed={marked.has(field)}>
            <th scope="row" title={field}>
              {fieldName(field)}
              {marked.has(field) && <span className={classes.badge}>changed here</span>}
            </th>
            <td>
              <ValueView value={state[field]} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
