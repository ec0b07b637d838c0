import { Link } from '@tanstack/react-router';
import type { Version } from '../api/version.js';
import { FieldChanges } from '../diff/field-changes.js';
import { EventIcon } from '../ui/event-icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { describeChange } from '../ui/sentence.js';
import { sourceLabel } from '../ui/source-label.js';
import classes from './correlation-page.module.css';

/** One change of a correlation; set in when another change caused it. */
export function CorrelationItem({ version }: { version: Version }) {
  const { item_type: type, item_id: id, source } = version;
  const { verb, fields, preposition } = describeChange(
    version.event,
    Object.keys(version.object_changes),
  );
  return (
    <li className={classes.item}>
      <details>
        <summary className={classes.line}>
          <EventIcon event={version.event} />
          <span className={classes.sentence}>
            <b>{version.whodunnit ?? 'somebody'}</b> {verb} {fields} {preposition}{' '}
            <Link to="/records/$type/$id" params={{ type, id }} search={{ version: version.id }}>
              {type} #{id}
            </Link>
          </span>
          {source !== null && source !== 'application' && (
            <span className={classes.source}>{sourceLabel(source)}</span>
          )}
          <span className={classes.time}>
            <RelativeTime at={version.created_at} />
          </span>
        </summary>
        <div className={classes.changes}>
          <FieldChanges changes={version.object_changes} />
        </div>
      </details>
    </li>
  );
}
