import { type RefObject, useRef } from 'react';
import { useShortcuts } from '../shell/use-shortcuts.js';

/** `j` and `k` go from row to row (`data-row`) of the list that the reference is put on. */
export function useRowKeys<T extends HTMLElement>(): RefObject<T | null> {
  const list = useRef<T>(null);
  const move = (step: number): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
    next?.focus();
  };
  useShortcuts({ j: () => move(1), k: () => move(-1) });
  return list;
}
