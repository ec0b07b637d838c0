import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useRef, useState } from 'react';
import { typesQuery } from '../api/audit.js';
import { mayOperate, sessionQuery } from '../api/session.js';
import type { Version } from '../api/version.js';
import { useShortcuts } from '../shell/use-shortcuts.js';
import { formatDay, startOfDay } from '../ui/format-time.js';
import { ActionDialog } from './action-dialog.js';
import { CompareBar } from './compare-bar.js';
import { isOwn } from './describe-record.js';
import type { HistorySearch } from './history-search.js';
import { TimelineItem } from './timeline-item.js';
import classes from './timeline.module.css';
import type { RecordRef } from './use-history.js';

/** So many of the newest show their differences without being asked. */
const OPENED = 3;

export interface TimelineProps {
  record: RecordRef;
  versions: Version[];
  search: HistorySearch;
  onChange: (next: Partial<HistorySearch>) => void;
  hasOlder: boolean;
  loadingOlder: boolean;
  onOlder: () => void;
}

/** The versions of a record, newest first, under the days on which they were made. */
export function Timeline(props: TimelineProps) {
  const { record, versions, search, onChange, hasOlder, loadingOlder, onOlder } = props;
  const user = useQuery(sessionQuery).data;
  const types = useQuery(typesQuery).data ?? [];
  const shownOnly = new Set(types.filter((one) => !one.revertible).map((one) => one.item_type));
  const [acting, setActing] = useState<Version>();
  const listRef = useRef<HTMLOListElement>(null);
  const marked = [search.left, search.right].filter((id) => id !== undefined);

  const mark = (version: Version): void => {
    onChange(toggleMark(search, version.id));
  };
  const move = (step: number): void => {
    const items = [...(listRef.current?.querySelectorAll<HTMLElement>('[data-version]') ?? [])];
    const at = items.findIndex((item) => item.contains(document.activeElement));
    items[at === -1 ? 0 : Math.min(items.length - 1, Math.max(0, at + step))]?.focus();
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    c: () => {
      const id = document.activeElement?.closest<HTMLElement>('[data-version]')?.dataset['version'];
      const version = versions.find((item) => item.id === id);
      if (version && isOwn(version, record)) mark(version);
    },
  });

  return (
    <>
      <ol className={classes.list} ref={listRef} aria-label="Versions, newest first">
        {versions.map((version, index) => (
          <Fragment key={version.id}>
            {startsDay(versions[index - 1], version) && (
              <li className={classes.day}>
                <h2>{formatDay(new Date(version.created_at), Date.now())}</h2>
              </li>
            )}
            <TimelineItem
              version={version}
              own={isOwn(version, record)}
              opened={
                search.version === version.id || (search.version === undefined && index < OPENED)
              }
              marked={marked.includes(version.id)}
              mayAct={mayOperate(user) && !shownOnly.has(version.item_type)}
              onMark={mark}
              onAsOf={() => onChange({ view: 'as-of', at: version.id, time: undefined })}
              onAct={setActing}
            />
          </Fragment>
        ))}
      </ol>
      {hasOlder ? (
        <Button variant="default" loading={loadingOlder} onClick={onOlder} mx="auto">
          Show older versions
        </Button>
      ) : (
        <p className={classes.end}>That is the whole story.</p>
      )}
      <CompareBar marked={marked} newest={newestOwn(versions, record)} onChange={onChange} />
      {acting && <ActionDialog version={acting} onClose={() => setActing(undefined)} />}
    </>
  );
}

function startsDay(above: Version | undefined, version: Version): boolean {
  if (above === undefined) return true;
  return startOfDay(new Date(above.created_at)) !== startOfDay(new Date(version.created_at));
}

function newestOwn(versions: Version[], record: RecordRef): string | undefined {
  return versions.find((version) => isOwn(version, record))?.id;
}

/** Marks a version, or takes its mark away; two are compared from the older to the newer. */
function toggleMark(search: HistorySearch, id: string): Partial<HistorySearch> {
  if (search.left === id) return { left: search.right, right: undefined };
  if (search.right === id) return { right: undefined };
  if (search.left === undefined) return { left: id };
  const older = BigInt(id) < BigInt(search.left);
  return older ? { left: id, right: search.left } : { right: id };
}
