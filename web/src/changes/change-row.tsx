import type { Change } from '../api/changes.js';
import { ChangeView } from '../diff/change-view.js';
import { isShortPair } from '../diff/value-text.js';
import { EventIcon } from '../ui/event-icon.js';
import { Icon } from '../ui/icon.js';
import { RecordLink } from '../ui/record-link.js';
import { RelativeTime } from '../ui/relative-time.js';
import { withoutHousekeeping } from '../ui/sentence.js';
import { storyOfVersion } from '../ui/story-of-version.js';
import { TraceLink } from '../ui/trace-link.js';
import { writerOf } from '../ui/writer-of.js';
import { ChangeDetail } from './change-detail.js';
import classes from './change-row.module.css';
import type { ChangesSearch } from './changes-search.js';
import { Outcome } from './outcome.js';

interface ChangeRowProps {
  change: Change;
  opened: boolean;
  mayAct: boolean;
  onChange: (next: Partial<ChangesSearch>) => void;
}

/** One change in a sentence, with who wrote it and what came of it; opens into all of it. */
export function ChangeRow({ change, opened, mayAct, onChange }: ChangeRowProps) {
  const { version } = change;
  const { id, event } = version;
  const { verb, fields, preposition, record } = storyOfVersion(version);
  const toggle = (): void => onChange({ id: opened ? undefined : id });
  return (
    <li
      className={classes.item}
      data-row
      data-change={id}
      data-opened={opened}
      tabIndex={-1}
      onKeyDown={(key) => {
        if (key.key === 'Enter' && key.target === key.currentTarget) toggle();
      }}
    >
      <div className={classes.line}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={opened}
          aria-label={`Change ${id}`}
          onClick={toggle}
        >
          <Icon name={opened ? 'chevronDown' : 'chevronRight'} size={14} />
          <EventIcon event={event} size={28} />
        </button>
        <div className={classes.words}>
          <p className={classes.what}>
            {[verb, fields, preposition].filter((word) => word !== '').join(' ')}{' '}
            <RecordLink type={record.type} id={record.id} version={id} />{' '}
            {!opened && <Inline change={change} />}
          </p>
          <Who change={change} onChange={onChange} />
        </div>
        <Outcome change={change} />
        <span className={classes.side}>
          <RelativeTime at={version.created_at} />
          {version.correlation_id !== null && (
            <TraceLink id={version.correlation_id} node={`version:${id}`} />
          )}
        </span>
      </div>
      {opened && <ChangeDetail change={change} mayAct={mayAct} />}
    </li>
  );
}

function Who({ change, onChange }: Pick<ChangeRowProps, 'change' | 'onChange'>) {
  const { version } = change;
  const { name, databaseUser, program, address } = writerOf(version);
  const person = version.actor_type !== 'database';
  const by = [
    person && databaseUser !== null && `as ${databaseUser}`,
    program !== null && `with ${program}`,
    address !== null && `from ${address}`,
  ].filter((part) => part !== false);
  return (
    <p className={classes.who}>
      <Icon name={person ? 'user' : 'database'} size={13} />{' '}
      <button
        type="button"
        className={classes.cell}
        title={`Show only what ${name} wrote`}
        onClick={() => onChange({ actor: version.whodunnit ?? undefined })}
      >
        {name}
      </button>{' '}
      {by.join(' ')}
      {version.reason !== null && <q className={classes.reason}>{version.reason}</q>}
    </p>
  );
}

/** The one short change that fits into the row. */
function Inline({ change: { version } }: { change: Change }) {
  const [field, ...more] = withoutHousekeeping(Object.keys(version.object_changes));
  const pair = field === undefined ? undefined : version.object_changes[field];
  if (version.event !== 'update' || more.length > 0 || !pair || !isShortPair(...pair)) return null;
  return (
    <span className={classes.inline}>
      <ChangeView before={pair[0]} after={pair[1]} />
    </span>
  );
}
