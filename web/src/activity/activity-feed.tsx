import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useState } from 'react';
import { useShortcuts } from '../shell/use-shortcuts.js';
import { startOfDay } from '../ui/format-time.js';
import { tellChange } from '../ui/tell-change.js';
import classes from './activity-feed.module.css';
import type { FilterKey } from './activity-filters.js';
import type { ActivitySnapshot } from './activity-list.js';
import { ActivityRowView } from './activity-row-view.js';

const ROW_PX = 49;
const AT_TOP_PX = 40;
/** Older rows are fetched when so few are left below the screen. */
const AHEAD = 15;
const PAGE_ROWS = 10;

interface ActivityFeedProps {
  snapshot: ActivitySnapshot;
  scroller: RefObject<HTMLDivElement | null>;
  onScrolled: (scrolled: boolean) => void;
  onOlder: () => void;
  onFilter: (key: FilterKey, value: string) => void;
}

/** The rows, as the ARIA feed pattern wants them; only those on the screen exist in the page. */
export function ActivityFeed({
  snapshot,
  scroller,
  onScrolled,
  onOlder,
  onFilter,
}: ActivityFeedProps) {
  const { rows, hasOlder, loadingOlder, loading } = snapshot;
  const navigate = useNavigate();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
  });
  // Rows come on top only when the reader asks, and then goes there: a correction of the place by
  // their heights would undo the way up.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = () => false;
  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const focusRow = useFocusRow(scroller, (index) => virtualizer.scrollToIndex(index));

  useEffect(() => {
    if (hasOlder && !loadingOlder && lastShown >= rows.length - AHEAD) onOlder();
  }, [hasOlder, loadingOlder, lastShown, rows.length, onOlder]);

  const firstVisible = (): number => {
    const top = scroller.current?.scrollTop ?? 0;
    return items.find((item) => item.start >= top)?.index ?? 0;
  };
  const move = (step: number): void => {
    const at = focusedIndex(scroller.current);
    if (at === undefined) return focusRow(firstVisible());
    focusRow(Math.min(rows.length - 1, Math.max(0, at + step)));
  };
  const open = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row === undefined) return;
      void navigate({ to: '/records/$type/$id', params: tellChange(row).record });
    },
    [navigate, rows],
  );
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    PageDown: () => move(PAGE_ROWS),
    PageUp: () => move(-PAGE_ROWS),
  });

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      onScroll={(event) => onScrolled(event.currentTarget.scrollTop >= AT_TOP_PX)}
    >
      <div
        role="feed"
        aria-label="Live activity"
        aria-busy={loading || loadingOlder}
        className={classes.feed}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <ActivityRowView
              key={item.key}
              row={row}
              index={item.index}
              total={hasOlder ? -1 : rows.length}
              top={item.start}
              measure={virtualizer.measureElement}
              startsDay={startsDay(rows[item.index - 1]?.at, row.at)}
              onOpen={open}
              onFilter={onFilter}
            />
          );
        })}
      </div>
      {loadingOlder && <p className={classes.older}>Reading older changes…</p>}
      {!hasOlder && <p className={classes.older}>That is where it all began.</p>}
    </div>
  );
}

function startsDay(above: string | undefined, at: string): boolean {
  if (above === undefined) return true;
  return startOfDay(new Date(above)) !== startOfDay(new Date(at));
}

function focusedIndex(scroller: HTMLElement | null): number | undefined {
  const row = document.activeElement?.closest<HTMLElement>('[data-index]');
  if (!row || !scroller?.contains(row)) return undefined;
  return Number(row.dataset['index']);
}

/** Focuses a row, scrolling it into existence first when it is not on the screen. */
function useFocusRow(
  scroller: RefObject<HTMLDivElement | null>,
  scrollTo: (index: number) => void,
): (index: number) => void {
  const [wanted, setWanted] = useState<number>();
  useEffect(() => {
    if (wanted === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted}"]`);
    if (!row) return;
    row.focus({ preventScroll: true });
    setWanted(undefined);
  });
  return (index) => {
    scrollTo(index);
    setWanted(index);
  };
}
