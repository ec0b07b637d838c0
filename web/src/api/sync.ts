import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

export type Direction = 'inbound' | 'outbound';

/** How it stands with another deployment. */
export interface Peer {
  name: string;
  url: string | null;
  mode: string;
  dialect: string;
  capabilities: string | null;
  last_inbound_id: string | null;
  last_outbound_id: string;
  acknowledged_id: string;
  outbound_pending: number;
  outbound_oldest_seconds: number | null;
  inbound_pending: number;
  inbound_parked: number;
  inbound_unclaimed: number;
  withheld_destroys: string;
  paused: boolean;
  conflicts: number;
  last_push_at: string | null;
  last_pull_at: string | null;
  last_contact_at: string | null;
  last_error: string | null;
  last_error_at: string | null;
}

/** One change of a record on its way between two deployments. */
export interface Message {
  seq: string;
  direction: Direction;
  peer: string;
  id: string;
  state: string;
  body: string;
  item_type: string | null;
  item_id: string | null;
  event: string | null;
  whodunnit: string | null;
  attempts: number;
  last_error: string | null;
  skip_reason: string | null;
  correlation_id: string | null;
  created_at: string;
  available_at: string | null;
  done_at: string | null;
}

/** A record that both sides changed without knowing of each other. */
export interface Conflict {
  id: string;
  peer: string;
  message_id: string;
  item_type: string;
  item_id: string;
  fields: string[];
  ours: Record<string, unknown>;
  theirs: Record<string, unknown>;
  policy: string;
  decision: string;
  reason: string;
  correlation_id: string | null;
  created_at: string;
}

/** A record here and at a peer. */
export interface Comparison {
  peer: string;
  item_type: string;
  item_id: string;
  is_here: boolean;
  is_there: boolean | null;
  id_there: string | null;
  /** Who says how it is there. */
  source: 'peer' | 'messages' | 'nothing';
  why: string | null;
  as_of: string | null;
  on_the_way: number;
  fields: {
    name: string;
    here?: unknown;
    there?: unknown;
    state: 'same' | 'different' | 'here_only' | 'there_only';
  }[];
}

interface PageOf<Item> {
  items: Item[];
  next: string | null;
}

export const peersQuery = queryOptions({
  queryKey: ['sync', 'peers'],
  queryFn: async ({ signal }) =>
    (await request<{ items: Peer[] }>('/sync/peers', { signal })).items,
});

export function listMessages(
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<PageOf<Message>> {
  return request(`/sync/messages?${query}`, { signal });
}

export function listConflicts(
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<PageOf<Conflict>> {
  return request(`/sync/conflicts?${query}`, { signal });
}

export function comparisonQuery(peer: string, type: string, id: string) {
  const path = `/sync/records/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
  return queryOptions({
    queryKey: ['sync', 'record', peer, type, id],
    queryFn: ({ signal }) =>
      request<Comparison>(`${path}?peer=${encodeURIComponent(peer)}`, { signal }),
    staleTime: 0,
  });
}

export function retryMessage(seq: string): Promise<Message> {
  return request(`/sync/messages/inbound/${encodeURIComponent(seq)}/retry`, { method: 'POST' });
}

export function skipMessage(seq: string, reason: string): Promise<Message> {
  const path = `/sync/messages/inbound/${encodeURIComponent(seq)}/skip`;
  return request(path, { method: 'POST', body: { reason } });
}
