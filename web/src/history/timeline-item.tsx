import { Checkbox, Collapse, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Version } from '../api/version.js';
import { ChangeView } from '../diff/change-view.js';
import { FieldChanges } from '../diff/field-changes.js';
import { showValue } from '../diff/value-text.js';
import { Avatar } from '../ui/avatar.js';
import { EventIcon } from '../ui/event-icon.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { describeChange, withoutHousekeeping } from '../ui/sentence.js';
import { sourceLabel } from '../ui/source-label.js';
import classes from './timeline-item.module.css';
import { VersionMenu } from './version-menu.js';

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
  const changed = Object.keys(version.object_changes);
  const { verb, fields, preposition } = describeChange(version.event, changed);
  const { item_type: type, item_id: id } = version;
  return (
    <>
      <b>{version.whodunnit ?? 'somebody'}</b> {verb}{' '}
      <span className={classes.words}>{fields}</span>
      {!own && (
        <>
          {' '}
          {preposition}{' '}
          <Link to="/records/$type/$id" params={{ type, id }}>
            {type} #{id}
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
  const short = change?.every((value) => showValue(value).kind !== 'long') ?? false;
  return short ? change : undefined;
}

function countLabel(event: string, count: number): string {
  const fields = `${count} ${count === 1 ? 'field' : 'fields'}`;
  if (event === 'create') return `Began with ${fields}`;
  if (event === 'destroy') return `Ended with ${fields}`;
  return `${fields} changed`;
}

function onlySide(event: string): { only?: 'before' | 'after' } {
  if (event === 'create') return { only: 'after' };
  return event === 'destroy' ? { only: 'before' } : {};
}
