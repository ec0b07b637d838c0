import { useEffect, useRef } from 'react';

/**
 * Handlers by key (`j`, `?`, `.`), by two keys typed one after the other (`g a`), or by `mod k`: K
 * with Control or Command, which is heard while somebody types, too.
 */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

const SEQUENCE_MS = 1_000;

/**
 * Single-key shortcuts for the whole page. Silent while somebody types, holds a modifier, or has a
 * dialog or menu open.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });

  useEffect(() => {
    let first: { key: string; at: number } | undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const chord = latest.current[`mod ${event.key.toLowerCase()}`];
      if (chord !== undefined && isChord(event)) {
        event.preventDefault();
        chord(event);
        return;
      }
      if (isBusy(event)) return;
      const sequence =
        first !== undefined && event.timeStamp - first.at < SEQUENCE_MS
          ? `${first.key} ${event.key}`
          : undefined;
      first = { key: event.key, at: event.timeStamp };
      const handler =
        (sequence === undefined ? undefined : latest.current[sequence]) ??
        latest.current[event.key];
      if (handler === undefined) return;
      event.preventDefault();
      handler(event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isChord({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey !== metaKey && !altKey && !shiftKey;
}

function isBusy(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="dialog"], [role="menu"]')) return true;
  return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
