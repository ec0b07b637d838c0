import { ActionIcon, Button, Slider, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { stateQuery } from '../api/audit.js';
import type { Version } from '../api/version.js';
import { EmptyState } from '../ui/empty-state.js';
import { formatAbsolute } from '../ui/format-time.js';
import { Icon } from '../ui/icon.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { describeChange } from '../ui/sentence.js';
import classes from './as-of-view.module.css';
import type { HistorySearch } from './history-search.js';
import { fromLocalInput, toLocalInput } from './local-input.js';
import { StateTable } from './state-table.js';
import type { RecordRef } from './use-history.js';
import { actorName } from '../ui/actor-name.js';

interface AsOfViewProps {
  record: RecordRef;
  /** The record's own, newest first. */
  versions: Version[];
  search: HistorySearch;
  onChange: (next: Partial<HistorySearch>) => void;
  hasOlder: boolean;
  onOlder: () => void;
}

/** The record as it was after a version, or at any time one likes. */
export function AsOfView({ record, versions, search, onChange, hasOlder, onOlder }: AsOfViewProps) {
  const story = versions.toReversed();
  const index = positionOf(story, search);
  const version = search.time === undefined ? story[index] : undefined;
  const at = search.time === undefined ? { version: version?.id ?? '' } : { time: search.time };
  const enabled = search.time !== undefined || version !== undefined;
  const options = stateQuery(record.type, record.id, at);
  const state = useQuery({ ...options, enabled, placeholderData: keepPreviousData });

  const choose = (next: number): void => {
    const chosen = story[Math.min(story.length - 1, Math.max(0, next))];
    if (chosen) onChange({ at: chosen.id, time: undefined });
  };
  const newest = story.at(-1);

  return (
    <section className={classes.panel} aria-label="The record at a time">
      <TimePicker
        story={story}
        index={index}
        time={search.time}
        onIndex={choose}
        onTime={(time) => onChange({ time, at: undefined })}
      />
      {hasOlder && (
        <Button variant="subtle" size="compact-sm" onClick={onOlder} className={classes.older}>
          Reach further back
        </Button>
      )}
      <p className={classes.caption} aria-live="polite">
        {version ? <VersionCaption version={version} /> : 'As it was at that time'}
        {version && newest && version.id !== newest.id && (
          <Button
            variant="light"
            size="compact-sm"
            onClick={() => onChange({ left: version.id, right: newest.id })}
          >
            Compare with now
          </Button>
        )}
      </p>
      {state.error && <ProblemNotice error={state.error} onRetry={() => void state.refetch()} />}
      {state.isPending && <RowSkeletons rows={5} />}
      {state.data === null && (
        <EmptyState icon="clock" title="There was no such record then">
          It was not created yet, or it was destroyed already.
        </EmptyState>
      )}
      {state.data && (
        <StateTable state={state.data} changed={Object.keys(version?.object_changes ?? {})} />
      )}
    </section>
  );
}

function positionOf(story: Version[], search: HistorySearch): number {
  if (search.time !== undefined) {
    const time = Date.parse(search.time);
    return story.findLastIndex((version) => Date.parse(version.created_at) <= time);
  }
  const index = story.findIndex((version) => version.id === search.at);
  return index === -1 ? story.length - 1 : index;
}

function VersionCaption({ version }: { version: Version }) {
  const { verb, fields } = describeChange(version.event, Object.keys(version.object_changes));
  return (
    <span>
      After <b>{actorName(version.whodunnit)}</b> {verb} {fields || 'it'},{' '}
      {formatAbsolute(new Date(version.created_at))}
    </span>
  );
}

interface TimePickerProps {
  story: Version[];
  index: number;
  time: string | undefined;
  onIndex: (index: number) => void;
  onTime: (time: string | undefined) => void;
}

function TimePicker({ story, index, time, onIndex, onTime }: TimePickerProps) {
  const [value, setValue] = useState(index);
  useEffect(() => setValue(index), [index]);
  const last = story.length - 1;
  const shown = story[Math.max(0, value)];
  const typed = time ?? shown?.created_at;
  return (
    <div className={classes.picker}>
      <div className={classes.travel}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="One version back"
          disabled={index <= 0}
          onClick={() => onIndex(index - 1)}
        >
          <Icon name="chevronLeft" />
        </ActionIcon>
        <Slider
          className={classes.slider}
          min={0}
          max={Math.max(last, 1)}
          step={1}
          value={Math.max(0, value)}
          disabled={last < 1}
          onChange={setValue}
          onChangeEnd={onIndex}
          thumbLabel="Version shown"
          label={(at) => {
            const version = story[at];
            return version ? formatAbsolute(new Date(version.created_at)) : '';
          }}
          marks={last <= 40 ? story.map((_, at) => ({ value: at })) : []}
        />
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="One version on"
          disabled={index >= last}
          onClick={() => onIndex(index + 1)}
        >
          <Icon name="chevronRight" />
        </ActionIcon>
      </div>
      <TextInput
        type="datetime-local"
        step={1}
        aria-label="Any time"
        value={typed === undefined ? '' : toLocalInput(typed)}
        onChange={(event) => onTime(fromLocalInput(event.currentTarget.value))}
        className={classes.time}
      />
    </div>
  );
}
