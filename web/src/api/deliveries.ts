import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

export type DeliveryState = 'pending' | 'queued' | 'done' | 'dead' | 'parked' | 'skipped';

/** What one subscriber has to do because of one version, event or run. */
export interface Delivery {
  id: string;
  kind: string;
  ref_id: string;
  subscriber: string;
  target: string;
  item_type: string | null;
  item_id: string | null;
  event: string | null;
  aggregate_type: string | null;
  aggregate_id: string | null;
  correlation_id: string | null;
  causation_id: string | null;
  state: DeliveryState;
  attempts: number;
  crashes: number;
  quarantined: boolean;
  replay: boolean;
  /** The delivery whose call took care of this one too. */
  handled_with: string | null;
  last_error: string | null;
  skip_reason: string | null;
  created_at: string;
  available_at: string;
  queued_at: string | null;
  done_at: string | null;
}

export interface DeliveryAttempt {
  attempt: number;
  outcome: string;
  error: string | null;
  detail: Record<string, unknown> | null;
  started_at: string;
  finished_at: string | null;
}

export interface Subscriber {
  name: string;
  ordered: boolean;
  /** Why it can deliver nothing at the moment. */
  unavailable: string | null;
  pending: number;
  queued: number;
  dead: number;
  parked: number;
  oldest_pending_seconds: number | null;
}

/** Many deliveries being retried or skipped in the background. */
export interface DeliveryTask {
  id: string;
  action: 'retry' | 'skip';
  filter: Record<string, string>;
  reason: string | null;
  actor: string | null;
  state: 'running' | 'done' | 'failed';
  total: number | null;
  processed: number;
  changed: number;
  created_at: string;
  finished_at: string | null;
  error: string | null;
}

export interface DeliveryPage {
  items: Delivery[];
  next: string | null;
}

/** No more attempts are made: a person has to decide. */
export function isStuck(state: DeliveryState | undefined): boolean {
  return state === 'dead' || state === 'parked';
}

export function listDeliveries(query: URLSearchParams, signal: AbortSignal): Promise<DeliveryPage> {
  return request(`/deliveries?${query}`, { signal });
}

/** `as` is how the delivery stood in a list: when that changes, it is read anew. */
export function deliveryQuery(id: string, as: string) {
  return queryOptions({
    queryKey: ['deliveries', 'one', id, as],
    queryFn: ({ signal }) =>
      request<Delivery & { attempts_log: DeliveryAttempt[] }>(path(id), { signal }),
    staleTime: 0,
  });
}

export const subscribersQuery = queryOptions({
  queryKey: ['deliveries', 'subscribers'],
  queryFn: async ({ signal }) =>
    (await request<{ items: Subscriber[] }>('/deliveries/subscribers', { signal })).items,
});

export const deliveryTasksQuery = queryOptions({
  queryKey: ['deliveries', 'tasks'],
  queryFn: async ({ signal }) =>
    (await request<{ items: DeliveryTask[] }>('/deliveries/tasks', { signal })).items,
});

export function retryDelivery(id: string): Promise<Delivery> {
  return request(`${path(id)}/retry`, { method: 'POST' });
}

export function skipDelivery(id: string, reason: string): Promise<Delivery> {
  return request(`${path(id)}/skip`, { method: 'POST', body: { reason } });
}

export function retryMatching(filter: Record<string, string>): Promise<DeliveryTask> {
  return request('/deliveries/retry', { method: 'POST', body: filter });
}

export function skipMatching(
  filter: Record<string, string>,
  reason: string,
): Promise<DeliveryTask> {
  return request('/deliveries/skip', { method: 'POST', body: { ...filter, reason } });
}

function path(id: string): string {
  return `/deliveries/${encodeURIComponent(id)}`;
}
