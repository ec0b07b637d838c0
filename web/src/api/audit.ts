import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';
import type { FieldChanges, RowImage, Version, VersionPage } from './version.js';

export interface AuditedType {
  item_type: string;
  columns: { name: string; type: string }[];
  label: string | null;
  /** Whether history may take changes of these records back. */
  revertible: boolean;
  associations: unknown[];
}

/** What changes from now to then, and what stands in the way. */
export interface ActionPreview {
  dry_run: boolean;
  changes: { item_type: string; item_id: string; event: string; changes: FieldChanges }[];
  conflicts: ActionConflict[];
  /** Fields whose old value history does not hold, as redacted ones. */
  unrestorable?: { item_type: string; item_id: string; field: string; why: string }[];
  versions: string[];
}

export interface ActionConflict {
  item_type: string;
  item_id: string;
  field: string | null;
  problem?: string;
  detail?: string;
  version_id: string | null;
  whodunnit: string | null;
  occurred_at?: string | null;
}

export interface RevertRequest {
  fields?: string[];
  dry_run: boolean;
  reason?: string;
}

export interface RestoreRequest {
  associations?: boolean;
  dry_run: boolean;
  reason?: string;
}

export const typesQuery = queryOptions({
  queryKey: ['audit', 'types'],
  queryFn: async ({ signal }) =>
    (await request<{ items: AuditedType[] }>('/audit/types', { signal })).items,
  staleTime: 5 * 60_000,
});

/** A page of versions, newest first. */
export function listVersions(query: URLSearchParams, signal?: AbortSignal): Promise<VersionPage> {
  return request(`/audit/versions?${query}`, signal ? { signal } : {});
}

export interface HistoryRequest {
  associated: boolean;
  after?: string;
}

export function readHistory(
  type: string,
  id: string,
  options: HistoryRequest,
  signal?: AbortSignal,
): Promise<VersionPage> {
  const query = new URLSearchParams({ associated: String(options.associated), limit: '50' });
  if (options.after !== undefined) query.set('after', options.after);
  return request(`${recordPath(type, id)}/history?${query}`, signal ? { signal } : {});
}

/** The record's state at a time or after a version; null when it did not exist. */
export function stateQuery(type: string, id: string, at: { time: string } | { version: string }) {
  return queryOptions({
    queryKey: ['audit', 'state', type, id, at],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ ...at });
      const path = `${recordPath(type, id)}/at?${query}`;
      return (await request<{ state: RowImage | null }>(path, { signal })).state;
    },
    staleTime: 60_000,
  });
}

/** What changed from the state after one version to the state after another. */
export function diffQuery(from: string, to: string) {
  return queryOptions({
    queryKey: ['audit', 'diff', from, to],
    queryFn: async ({ signal }) => {
      const path = `/audit/versions/${encodeURIComponent(from)}/diff`;
      const query = new URLSearchParams({ against: to });
      return (await request<{ changes: FieldChanges }>(`${path}?${query}`, { signal })).changes;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function revertVersion(id: string, body: RevertRequest): Promise<ActionPreview> {
  return request(`/audit/versions/${encodeURIComponent(id)}/revert`, { method: 'POST', body });
}

export function restoreVersion(id: string, body: RestoreRequest): Promise<ActionPreview> {
  return request(`/audit/versions/${encodeURIComponent(id)}/restore`, { method: 'POST', body });
}

/** One version, which never changes. */
export function versionQuery(id: string) {
  return queryOptions({
    queryKey: ['audit', 'version', id],
    queryFn: () => readVersion(id),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function readVersion(id: string): Promise<Version> {
  return request(`/audit/versions/${encodeURIComponent(id)}`);
}

function recordPath(type: string, id: string): string {
  return `/audit/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
}

/** Undoes every change of a correlation, newest first. */
export function undoCorrelation(
  id: string,
  body: { dry_run: boolean; reason?: string },
): Promise<ActionPreview> {
  return request(`/audit/correlations/${encodeURIComponent(id)}/undo`, { method: 'POST', body });
}
