import { Link } from '@tanstack/react-router';
import { memo, type MouseEvent } from 'react';
import { Avatar } from '../ui/avatar.js';
import { EventIcon } from '../ui/event-icon.js';
import { eventStyle } from '../ui/event-style.js';
import { formatAbsolute, formatDay } from '../ui/format-time.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { shortId } from '../ui/short-id.js';
import { sourceLabel } from '../ui/source-label.js';
import { tellChange } from '../ui/tell-change.js';
import { TraceLink } from '../ui/trace-link.js';
import type { FilterKey } from './activity-filters.js';
import type { ActivityRow } from './activity-row.js';
import classes from './activity-row-view.module.css';
import { FilterCell } from './filter-cell.js';
import { databaseName } from '../ui/writer-of.js';

interface ActivityRowViewProps {
  row: ActivityRow;
  index: number;
  /** How many rows there are; -1 while older ones are not counted. */
  total: number;
  top: number;
  measure: (element: HTMLElement | null) => void;
  startsDay: boolean;
  onOpen: (index: number) => void;
  onFilter: (key: FilterKey, value: string) => void;
}

/** One change as one sentence; its parts narrow the list, the row itself opens the record. */
export const ActivityRowView = memo(function ActivityRowView(props: ActivityRowViewProps) {
  const { row, index, total, top, measure, startsDay, onOpen, onFilter } = props;
  const at = new Date(row.at);
  const onClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('a, button')) return;
    if (window.getSelection()?.isCollapsed === false) return;
    onOpen(index);
  };
  return (
    <article
      ref={measure}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      data-key={row.key}
      data-live={row.live}
      tabIndex={0}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-labelledby={`row-${row.key}`}
      onClick={onClick}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(index);
      }}
    >
      {startsDay && <h2 className={classes.day}>{formatDay(at, Date.now())}</h2>}
      <div className={classes.line}>
        <FilterCell
          filter="event"
          value={row.event}
          label={eventStyle(row.event).label}
          onFilter={onFilter}
        >
          <EventIcon event={row.event} />
        </FilterCell>
        <RowSentence row={row} onFilter={onFilter} />
        <RowOrigin row={row} onFilter={onFilter} />
        <span className={classes.time}>
          <RelativeTime at={row.at} />
          <span className={classes.absolute}>{formatAbsolute(at)}</span>
        </span>
      </div>
    </article>
  );
});

interface RowPartProps {
  row: ActivityRow;
  onFilter: (key: FilterKey, value: string) => void;
}

function RowSentence({ row, onFilter }: RowPartProps) {
  const { verb, fields, preposition, record, parent, tie } = tellChange(row);
  const actor = row.actor ?? 'somebody';
  const foreign = row.actorType === 'database';
  return (
    <p className={classes.sentence} id={`row-${row.key}`}>
      <FilterCell filter="actor" value={actor} label={actor} onFilter={onFilter}>
        <span className={classes.face}>
          {foreign ? <Icon name="database" size={18} /> : <Avatar name={actor} size={20} />}
        </span>
        <b>{databaseName(actor)}</b>
      </FilterCell>{' '}
      {verb} {fields && <span className={classes.fields}>{fields}</span>} {preposition}{' '}
      <FilterCell filter="type" value={row.itemType} label={row.itemType} onFilter={onFilter}>
        {record.type}
      </FilterCell>{' '}
      <Link to="/records/$type/$id" params={record} className={classes.record}>
        {row.label === null || tie ? `#${record.id}` : `“${row.label}”`}
      </Link>
      {parent !== null && (
        <>
          {' '}
          on {parent.type}{' '}
          <Link to="/records/$type/$id" params={parent} className={classes.record}>
            #{parent.id}
          </Link>
        </>
      )}
    </p>
  );
}

function RowOrigin({ row, onFilter }: RowPartProps) {
  const { source, program, correlationId } = row;
  return (
    <span className={classes.origin}>
      {source !== null && source !== 'application' && (
        <FilterCell
          filter="source"
          value={source}
          label={`source ${source}${source === 'database' ? ', past the application' : ''}`}
          onFilter={onFilter}
        >
          <span className={classes.source} data-foreign={source === 'database'}>
            {program ?? sourceLabel(source)}
          </span>
        </FilterCell>
      )}
      {correlationId !== null && (
        <FilterCell
          filter="corr"
          value={correlationId}
          label="everything of the same correlation"
          onFilter={onFilter}
        >
          <code className={classes.correlation}>{shortId(correlationId)}</code>
        </FilterCell>
      )}
      {source === 'database' && (
        <Link
          to="/changes"
          search={{ id: row.key.replace('version:', '') }}
          className={classes.came}
          title="What came of it"
          aria-label="What came of this change"
          tabIndex={-1}
        >
          <Icon name="arrowRight" size={15} />
        </Link>
      )}
      {correlationId !== null && <TraceLink id={correlationId} node={row.key} tabIndex={-1} />}
    </span>
  );
}
