import type { pagesOf } from './pages.js';

type Pages = ReturnType<typeof pagesOf>;

/** Somewhere to go to, as a person names it. */
export type Place =
  | { kind: 'page'; label: string; to: Pages[number]['to'] }
  | { kind: 'record'; label: string; type: string; id: string }
  | { kind: 'issue'; label: string; project: string; number: string }
  | { kind: 'trace'; label: string; id: string };

const RECORD = /^([A-Za-z][\w.]*)[\s#/]+(\S+)$/;
const ISSUE = /^([A-Za-z][A-Za-z0-9]*)[-#](\d{1,9})$/;
/** Shorter than any id that somebody would copy. */
const SHORTEST_ID = 6;

/** What there is for whoever asks: pages, types of record that have a history, keys of projects. */
export interface Known {
  pages: Pages;
  types: readonly string[];
  projects: readonly string[];
}

/** Where the words may lead, the likeliest first. */
export function placesFor(words: string, { pages, types, projects }: Known): Place[] {
  const text = words.trim();
  const lower = text.toLowerCase();
  const named = pages.filter(({ label }) => label.toLowerCase().includes(lower));
  return [
    ...issues(text, projects),
    ...records(text, types),
    ...named.map(({ label, to }): Place => ({ kind: 'page', label, to })),
    ...traces(text),
  ];
}

function issues(text: string, projects: readonly string[]): Place[] {
  const [, key = '', number = ''] = ISSUE.exec(text) ?? [];
  const project = key.toUpperCase();
  if (!projects.includes(project)) return [];
  return [{ kind: 'issue', label: `Issue ${project}-${number}`, project, number }];
}

function records(text: string, types: readonly string[]): Place[] {
  const [, asked = '', id = ''] = RECORD.exec(text) ?? [];
  if (asked === '') return [];
  const lower = asked.toLowerCase();
  const exact = types.filter((type) => type.toLowerCase() === lower);
  const begin = types.filter((type) => type.toLowerCase().startsWith(lower));
  const meant = exact.length > 0 ? exact : begin;
  return meant.map((type) => ({ kind: 'record', label: `History of ${type} ${id}`, type, id }));
}

function traces(text: string): Place[] {
  const mayBe = text.length >= SHORTEST_ID && !/\s/.test(text);
  return mayBe ? [{ kind: 'trace', label: `Trace of ${text}`, id: text }] : [];
}
