import { useCallback, useEffect, useMemo, useState } from 'react';
import { ancestorsOf, type TraceBranch, type TraceTree, visibleRows } from './trace-tree.js';

export interface TraceRows {
  rows: TraceBranch[];
  closed: ReadonlySet<string>;
  /** The row that the keyboard is at. */
  active: string | undefined;
  /** Set when the page shall go to a row by itself; cleared by whoever went there. */
  goTo: string | undefined;
  arrived: () => void;
  activate: (key: string | undefined) => void;
  /** Opens the way to a node and goes there. */
  reveal: (key: string) => void;
  toggle: (key: string, open?: boolean) => void;
  /** All branches, or all below the top. */
  toggleAll: (open: boolean) => void;
}

/** Which rows are shown, and at which of them the reader is. */
export function useTraceRows(tree: TraceTree, linked: string | undefined): TraceRows {
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => new Set());
  const [active, setActive] = useState<string | undefined>(linked);
  const [goTo, setGoTo] = useState<string | undefined>(linked);
  const rows = useMemo(() => visibleRows(tree, closed), [tree, closed]);

  const reveal = useCallback(
    (key: string) => {
      const way = ancestorsOf(tree.byKey.get(key)).map((branch) => branch.key);
      setClosed((before) => {
        if (!way.some((step) => before.has(step))) return before;
        return new Set([...before].filter((step) => !way.includes(step)));
      });
      setActive(key);
      setGoTo(key);
    },
    [tree],
  );
  const toggle = useCallback((key: string, open?: boolean) => {
    setClosed((before) => {
      const next = new Set(before);
      const shallOpen = open ?? before.has(key);
      if (shallOpen) next.delete(key);
      else next.add(key);
      return next;
    });
  }, []);
  const toggleAll = useCallback(
    (open: boolean) => {
      const branches = tree.inOrder.filter(({ below }) => below > 0);
      setClosed(new Set(open ? [] : branches.map(({ key }) => key)));
    },
    [tree],
  );
  const arrived = useCallback(() => setGoTo(undefined), []);

  useEffect(() => {
    if (active !== undefined && rows.every(({ key }) => key !== active)) setActive(undefined);
  }, [rows, active]);

  return { rows, closed, active, goTo, arrived, activate: setActive, reveal, toggle, toggleAll };
}
