import { queryOptions } from '@tanstack/react-query';
import type { Delivery } from './deliveries.js';
import { request } from './request.js';
import type { Version } from './version.js';

/** A version or an event that a delivery brought about. */
export interface Effect {
  kind: string;
  id: string;
  item_type: string;
  item_id: string;
  event: string;
  whodunnit: string | null;
  /** The columns that a version changed. */
  changed: string[] | null;
  occurred_at: string | null;
}

/** A delivery of a change, with what it brought about. */
export interface Handling extends Delivery {
  effects: Effect[];
  more_effects: boolean;
}

/** A change of an audited table, with what was made of it. */
export interface Change {
  version: Version;
  deliveries: Handling[];
}

export interface ChangePage {
  items: Change[];
  next: string | null;
  feed_position: string;
}

/** What is wrong with the triggers, and what to do about it. */
export interface Finding {
  code: string;
  severity: 'error' | 'warning';
  /** Changes pass without a version right now. */
  unrecorded: boolean;
  table: string | null;
  trigger: string | null;
  message: string;
  remedy: string;
}

export interface CaptureHealth {
  healthy: boolean;
  items: Finding[];
  tables: { item_type: string; table: string; triggers: string[] }[];
}

export function listChanges(query: URLSearchParams, signal: AbortSignal): Promise<ChangePage> {
  return request(`/capture/changes?${query}`, { signal });
}

/** Hands a change once more to one who follows such changes. */
export function replayChange(id: string, subscriber: string): Promise<Change> {
  const path = `/capture/changes/${encodeURIComponent(id)}/replay`;
  return request(path, { method: 'POST', body: { subscriber } });
}

export const captureHealthQuery = queryOptions({
  queryKey: ['changes', 'health'],
  queryFn: ({ signal }) => request<CaptureHealth>('/capture/health', { signal }),
});
