import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import type { ActivityRow } from './activity-row.js';
import classes from './new-pill.module.css';

const MANY = 999;
const FACES = 3;

interface NewPillProps {
  rows: ActivityRow[];
  paused: boolean;
  onShow: () => void;
}

/** Floats over the list while newer rows wait; the list itself does not move. */
export function NewPill({ rows, paused, onShow }: NewPillProps) {
  if (rows.length === 0) {
    return paused ? (
      <div className={classes.place}>
        <span className={classes.paused}>
          <Icon name="pause" size={14} /> Paused
        </span>
      </div>
    ) : null;
  }
  const faces = [...new Set(rows.map((row) => row.actor ?? ''))].filter(Boolean).slice(0, FACES);
  const count = rows.length > MANY ? `${MANY}+` : String(rows.length);
  return (
    <div className={classes.place}>
      <button type="button" className={classes.pill} onClick={onShow}>
        <Icon name="arrowUp" size={15} />
        <span>
          {count} new{paused ? ', paused' : ''}
        </span>
        <span className={classes.faces}>
          {faces.map((actor) => (
            <Avatar key={actor} name={actor} size={20} />
          ))}
        </span>
      </button>
    </div>
  );
}
