import { Checkbox, Collapse, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Version } from '../api/version.js';
import { ChangeView } from '../diff/change-view.js';
import { FieldChanges } from '../diff/field-changes.js';
import { onlySide } from '../diff/only-side.js';
import { isShortPair } from '../diff/value-text.js';
import { Avatar } from '../ui/avatar.js';
import { EventIcon } from '../ui/event-icon.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { withoutHousekeeping } from '../ui/sentence.js';
import { sourceLabel } from '../ui/source-label.js';
import { storyOfVersion } from '../ui/story-of-version.js';
import { TraceLink } from '../ui/trace-link.js';
import classes from './timeline-item.module.css';
import { VersionMenu } from './version-menu.js';
import { actorName } from '../ui/actor-name.js';

export interface TimelineItemProps {
  version: Version;
  /** Of this record, not of a child. */
  own: boolean;
  opened: boolean;
  marked: boolean;
  mayAct: boolean;
  onMark: (version: Version) => void;
  onAsOf: () => void;
  onAct: (version: Version) => void;
}

/** One version: a sentence that opens into what it changed. */
export function TimelineItem(props: TimelineItemProps) {
  const { version, own, marked, mayAct, onMark, onAsOf, onAct } = props;
  const telling = withoutHousekeeping(Object.keys(version.object_changes));
  const inline = inlineChange(version, telling);
  const [opened, setOpened] = useState(props.opened && inline === undefined);
  const toggle = (): void => setOpened(!opened);
  return (
    <li
      className={classes.item}
      data-version={version.id}
      data-marked={marked}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) toggle();
      }}
    >
      <span className={classes.rail} aria-hidden="true">
        <EventIcon event={version.event} size={30} />
      </span>
      <div className={classes.card}>
        <div className={classes.line}>
          <p className={classes.sentence}>
            <span className={classes.face}>
              <Avatar name={version.whodunnit ?? '?'} size={20} />
            </span>
            <VersionSentence version={version} own={own} />{' '}
            {inline !== undefined && !opened && <ChangeView before={inline[0]} after={inline[1]} />}
          </p>
          <span className={classes.side}>
            {version.source !== null && version.source !== 'application' && (
              <span className={classes.source}>{sourceLabel(version.source)}</span>
            )}
            <RelativeTime at={version.created_at} />
            {version.correlation_id !== null && (
              <TraceLink id={version.correlation_id} node={`version:${version.id}`} />
            )}
            {own && (
              <Tooltip label="Mark for comparison">
                <Checkbox
                  size="xs"
                  checked={marked}
                  onChange={() => onMark(version)}
                  aria-label={`Mark version ${version.id} for comparison`}
                />
              </Tooltip>
            )}
            <VersionMenu
              version={version}
              own={own}
              mayAct={mayAct}
              onAsOf={onAsOf}
              onAct={() => onAct(version)}
            />
          </span>
        </div>
        {version.reason !== null && <p className={classes.reason}>“{version.reason}”</p>}
        {(inline === undefined || opened) && (
          <button type="button" className={classes.toggle} aria-expanded={opened} onClick={toggle}>
            <Icon name={opened ? 'chevronDown' : 'chevronRight'} size={14} />
            {countLabel(version.event, telling.length)}
          </button>
        )}
        <Collapse expanded={opened}>
          {opened && <FieldChanges changes={version.object_changes} {...onlySide(version.event)} />}
        </Collapse>
      </div>
    </li>
  );
}

function VersionSentence({ version, own }: { version: Version; own: boolean }) {
  const { verb, fields, preposition, record, tie } = storyOfVersion(version);
  return (
    <>
      <b title={version.whodunnit ?? undefined}>{actorName(version.whodunnit)}</b> {verb}{' '}
      <span className={classes.words}>{fields}</span>
      {!own && tie && ' of this record'}
      {!own && !tie && (
        <>
          {' '}
          {preposition}{' '}
          <Link to="/records/$type/$id" params={record}>
            {record.type} #{record.id}
          </Link>
        </>
      )}
      {own && fields === '' && ' this record'}
    </>
  );
}

/** The one short change that fits into the sentence itself. */
function inlineChange(version: Version, telling: string[]): [unknown, unknown] | undefined {
  const [field] = telling;
  if (version.event !== 'update' || telling.length !== 1 || field === undefined) return undefined;
  const change = version.object_changes[field];
  return change !== undefined && isShortPair(...change) ? change : undefined;
}

function countLabel(event: string, count: number): string {
  const fields = `${count} ${count === 1 ? 'field' : 'fields'}`;
  if (event === 'create') return `Began with ${fields}`;
  if (event === 'destroy') return `Ended with ${fields}`;
  return `${fields} changed`;
}
