import { Link } from '@tanstack/react-router';
import type { Version } from '../api/version.js';
import { FieldChanges } from '../diff/field-changes.js';
import { onlySide } from '../diff/only-side.js';
import { EventIcon } from '../ui/event-icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { sourceLabel } from '../ui/source-label.js';
import { storyOfVersion } from '../ui/story-of-version.js';
import classes from './correlation-page.module.css';
import { actorName } from '../ui/actor-name.js';

interface CorrelationItemProps {
  version: Version;
  depth: number;
}

/** One change of a correlation; set in when another change caused it. */
export function CorrelationItem({ version, depth }: CorrelationItemProps) {
  const { source } = version;
  const { verb, fields, preposition, record } = storyOfVersion(version);
  return (
    <li className={classes.item} style={{ paddingLeft: depth * 22 }}>
      <details>
        <summary className={classes.line}>
          <EventIcon event={version.event} />
          <span className={classes.sentence}>
            <b title={version.whodunnit ?? undefined}>{actorName(version.whodunnit)}</b> {verb}{' '}
            {fields} {preposition}{' '}
            <Link to="/records/$type/$id" params={record} search={{ version: version.id }}>
              {record.type} #{record.id}
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
          <FieldChanges changes={version.object_changes} {...onlySide(version.event)} />
        </div>
      </details>
    </li>
  );
}
