import type { ActivityRow } from './activity-row.js';

const events = ['create', 'update', 'destroy', 'soft_delete', 'restore'];
const sources = ['application', 'database', 'sync', 'replay'];
const LONGEST = 8;

/** Filters that begin with, or contain, what was typed; actors are those on the screen. */
export function suggestFilters(text: string, types: string[], rows: ActivityRow[]): string[] {
  const wanted = text.trim().toLowerCase();
  const actors = [...new Set(rows.slice(0, 500).map((row) => row.actor ?? ''))].filter(Boolean);
  const all = [
    ...actors.map((actor) => qualifier('actor', actor)),
    ...types.map((type) => qualifier('type', type)),
    ...events.map((event) => qualifier('event', event)),
    ...sources.map((source) => qualifier('source', source)),
  ];
  const fitting = all.filter((option) => option.toLowerCase().includes(wanted));
  // A value not seen yet can be asked for as well.
  const own = /^\w+:./.test(wanted) && !fitting.includes(text.trim()) ? [text.trim()] : [];
  return [...new Set([...fitting, ...own])].slice(0, LONGEST);
}

function qualifier(key: string, value: string): string {
  return /\s/.test(value) ? `${key}:"${value}"` : `${key}:${value}`;
}
