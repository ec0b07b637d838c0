import { getRouteApi } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '../shell/use-shortcuts.js';
import { searchTrace } from './search-trace.js';
import { TimeAxis } from './time-axis.js';
import { TraceRow } from './trace-row.js';
import { timesOf } from './trace-times.js';
import { TraceToolbar } from './trace-toolbar.js';
import type { TraceTree } from './trace-tree.js';
import classes from './trace-view.module.css';
import { useTraceRows } from './use-trace-rows.js';

const ROW_PX = 35;
const PAGE_ROWS = 12;

const route = getRouteApi('/shell/correlations/$id');

/** The tree with its waterfall. Only the rows on the screen exist in the page. */
export function TraceView({ tree }: { tree: TraceTree }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const view = useTraceRows(tree, search.node);
  const { rows, closed, active, goTo, arrived, activate, reveal, toggle } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const now = useNowWhile(tree);
  const times = useMemo(() => timesOf(tree, now), [tree, now]);
  const found = useMemo(() => searchTrace(tree, search.q), [tree, search.q]);
  const marked = useMemo(() => new Set(found.map(({ key }) => key)), [found]);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  const at = rows.findIndex(({ key }) => key === active);

  useEffect(() => {
    const index = rows.findIndex(({ key }) => key === goTo);
    if (goTo === undefined || index === -1) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    virtualizer.scrollToIndex(index, { align: 'auto' });
    if (!row) return;
    // Typing goes on in the field.
    if (document.activeElement !== input.current) row.focus({ preventScroll: true });
    arrived();
  });

  const openNode = useCallback(
    (key: string) => {
      void navigate({
        search: (before) => ({ ...before, node: before.node === key ? undefined : key }),
        replace: true,
      });
    },
    [navigate],
  );
  const move = (step: number): void => {
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next) reveal(next.key);
  };
  const fold = (): void => {
    const row = rows[at];
    if (row === undefined) return;
    if (row.below > 0 && !closed.has(row.key)) toggle(row.key, false);
    else if (row.parent) reveal(row.parent.key);
  };
  const unfold = (): void => {
    const row = rows[at];
    if (row === undefined || row.below === 0) return;
    if (closed.has(row.key)) toggle(row.key, true);
    else move(1);
  };
  const stepTo = (step: number): void => {
    const current = found.findIndex(({ key }) => key === active);
    const from = current === -1 && step < 0 ? 0 : current;
    const next = found.at((from + step) % found.length);
    if (next) reveal(next.key);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    '[': fold,
    ']': unfold,
    n: () => stepTo(1),
    N: () => stepTo(-1),
    '/': () => input.current?.focus(),
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof Element && !event.target.matches('[role="treeitem"]')) return;
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (event.key === 'ArrowLeft') fold();
    else if (event.key === 'ArrowRight') unfold();
    else if (event.key === 'Enter' && active !== undefined) openNode(active);
    else return;
    event.preventDefault();
  };
  const items = virtualizer.getVirtualItems();
  const stop = items.some(({ index }) => index === at) ? at : (items[0]?.index ?? 0);

  return (
    <section className={classes.view} aria-label="Steps">
      <TraceToolbar
        query={search.q ?? ''}
        found={found.length}
        at={found.findIndex(({ key }) => key === active) + 1}
        inputRef={input}
        onQuery={(q) =>
          void navigate({ search: (before) => ({ ...before, q: q || undefined }), replace: true })
        }
        onStep={stepTo}
        onToggleAll={view.toggleAll}
      />
      <div className={classes.panel}>
        <TimeAxis length={times.end - times.start} />
        <div ref={scroller} className={classes.scroller} onKeyDown={onKeyDown}>
          <div
            role="tree"
            aria-label="What caused what"
            className={classes.tree}
            style={{ height: virtualizer.getTotalSize() }}
          >
            {items.map(({ key, index, start }) => {
              const branch = rows[index];
              if (branch === undefined) return null;
              return (
                <TraceRow
                  key={key}
                  branch={branch}
                  index={index}
                  top={start}
                  measure={virtualizer.measureElement}
                  span={times.spans.get(branch.key)}
                  from={times.start}
                  length={times.end - times.start}
                  longest={times.longest.has(branch.key)}
                  folded={closed.has(branch.key)}
                  marked={marked.has(branch.key)}
                  opened={search.node === branch.key}
                  tabStop={index === stop}
                  onActivate={activate}
                  onToggle={toggle}
                  onOpen={openNode}
                  onReveal={reveal}
                />
              );
            })}
          </div>
        </div>
      </div>
    </section>
  );
}

const steps: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_ROWS,
  PageUp: -PAGE_ROWS,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The time, taken anew whenever the tree was read. */
function useNowWhile(tree: TraceTree): number {
  const [state, setState] = useState(() => ({ tree, now: Date.now() }));
  if (state.tree === tree) return state.now;
  const now = Date.now();
  setState({ tree, now });
  return now;
}
