import { queryOptions } from '@tanstack/react-query';
import type { FieldProblem } from './api-problem.js';
import { request } from './request.js';

export interface Condition {
  attribute: string;
  operator: string;
  value?: unknown;
}

export type Conditions =
  Condition | Conditions[] | { all: Conditions[] } | { any: Conditions[] } | { not: Conditions };

export interface Action {
  type: string;
  [field: string]: unknown;
}

/** What a person defines. */
export interface Definition {
  name?: string;
  aggregate?: string;
  triggered_on: string;
  conditions?: Conditions;
  actions: Action[];
  allow_automation?: boolean;
}

export interface Workflow extends Required<Definition> {
  id: string;
  item_type: string;
  enabled: boolean;
  version: number;
  consecutive_failures: number;
  disabled_reason: string | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: string;
  updated_at: string;
}

export interface WorkflowVersion extends Required<Definition> {
  id: string;
  number: number;
  created_by: string | null;
  created_at: string;
  correlation_id: string | null;
}

export interface Attribute {
  name: string;
  alias: string | null;
  label: string;
  type: 'string' | 'number' | 'boolean' | 'date' | 'enum' | 'array' | 'change' | 'object';
  nullable: boolean;
  values: string[] | null;
  operators: string[];
}

export interface Trigger {
  action: string;
  label: string;
  attributes: Attribute[];
}

export interface Operator {
  name: string;
  label: string;
  synonyms: string[];
  types: string[];
  value: 'one' | 'list' | 'none' | 'duration';
}

/** The fields of an action, as JSON Schema tells them. */
export interface FieldSchema {
  type?: string | string[];
  enum?: string[];
  description?: string;
  maxLength?: number;
  items?: FieldSchema;
}

export interface ActionType {
  type: string;
  label: string;
  aggregates: string[] | null;
  /** It reaches beyond the database. */
  outside: boolean;
  schema: { properties?: Record<string, FieldSchema>; required?: string[] };
}

/** Everything that a workflow can be made of. */
export interface Catalogue {
  aggregates: { aggregate: string; item_type: string; triggers: Trigger[] }[];
  operators: Operator[];
  actions: ActionType[];
  limits: { depth: number; conditions: number; actions: number };
}

/** How a condition came out, and why; `result` is null where something is missing. */
export interface TruthNode {
  path: string;
  kind: 'all' | 'any' | 'not' | 'condition';
  result: boolean | null;
  attribute?: string;
  operator?: string;
  expected?: unknown;
  actual?: unknown;
  missing?: boolean;
  children?: TruthNode[];
}

export interface DryRunResult {
  event: {
    id: string;
    action: string;
    aggregate: string;
    aggregate_id: string;
    actor: { id: string; type: string };
    occurred_at: string;
  };
  matched: boolean;
  truth: TruthNode;
  missing: string[];
  actions: { type: string; label: string; outside: boolean; input: Record<string, unknown> }[];
}

export interface DryRunPeriod {
  days: number;
  scanned: number;
  matched: number;
  /** Not all events were looked at: there are too many. */
  complete: boolean;
  samples: DryRunResult[];
}

export type RunStatus = 'matched' | 'succeeded' | 'skipped' | 'failed';

export interface RunAction {
  type: string;
  label: string;
  outside: boolean;
  state: 'waiting' | 'done' | 'failed' | 'skipped';
  attempts: number;
  result: Record<string, unknown> | null;
  error: string | null;
  finished_at: string | null;
}

export interface WorkflowRun {
  id: string;
  workflow_id: string;
  workflow_name: string;
  version: number;
  status: RunStatus;
  skip_reason: string | null;
  detail: string | null;
  aggregate: string;
  aggregate_id: string;
  item_type: string;
  event_id: string;
  action: string;
  truth: TruthNode | null;
  actions: RunAction[];
  depth: number;
  correlation_id: string | null;
  causation_id: string | null;
  started_at: string;
  finished_at: string | null;
  duration_ms: number | null;
}

export interface Paged<T> {
  items: T[];
  next: string | null;
}

export const catalogueQuery = queryOptions({
  queryKey: ['workflows', 'catalogue'],
  queryFn: ({ signal }) => request<Catalogue>('/workflows/catalogue', { signal }),
  staleTime: 5 * 60_000,
});

export function listWorkflows(query: URLSearchParams, signal: AbortSignal) {
  return request<Paged<Workflow>>(`/workflows?${query}`, { signal });
}

export function workflowQuery(id: string) {
  return queryOptions({
    queryKey: ['workflows', 'one', id],
    queryFn: ({ signal }) => request<Workflow>(path(id), { signal }),
    staleTime: 0,
  });
}

export function createWorkflow(definition: Definition): Promise<Workflow> {
  return request('/workflows', { method: 'POST', body: definition });
}

export function changeWorkflow(
  { id, version }: Pick<Workflow, 'id' | 'version'>,
  definition: Definition,
): Promise<Workflow> {
  return request(path(id), { method: 'PATCH', body: definition, ifMatch: version });
}

export function switchWorkflow(id: string, on: boolean): Promise<Workflow> {
  return request(`${path(id)}/${on ? 'enable' : 'disable'}`, { method: 'POST', body: {} });
}

export function deleteWorkflow(id: string): Promise<void> {
  return request(path(id), { method: 'DELETE' });
}

export function checkDefinition(definition: Definition, signal: AbortSignal) {
  return request<{ valid: boolean; errors: FieldProblem[] }>('/workflows/check', {
    method: 'POST',
    body: definition,
    signal,
  });
}

export async function tryOnEvent(
  definition: Definition,
  event: string,
  signal: AbortSignal,
): Promise<DryRunResult | null> {
  const body = { definition, event };
  const answer = await request<{ event: DryRunResult | null }>('/workflows/dry-run', {
    method: 'POST',
    body,
    signal,
  });
  return answer.event;
}

export async function tryOnDays(
  definition: Definition,
  days: number,
  signal: AbortSignal,
): Promise<DryRunPeriod | null> {
  const body = { definition, last_days: days };
  const answer = await request<{ period: DryRunPeriod | null }>('/workflows/dry-run', {
    method: 'POST',
    body,
    signal,
  });
  return answer.period;
}

export function listRuns(id: string, query: URLSearchParams, signal: AbortSignal) {
  return request<Paged<WorkflowRun>>(`${path(id)}/runs?${query}`, { signal });
}

export function retryRun(id: string): Promise<unknown> {
  return request(`/workflows/runs/${encodeURIComponent(id)}/retry`, { method: 'POST' });
}

export function listWorkflowVersions(id: string, query: URLSearchParams, signal: AbortSignal) {
  return request<Paged<WorkflowVersion>>(`${path(id)}/versions?${query}`, { signal });
}

function path(id: string): string {
  return `/workflows/${encodeURIComponent(id)}`;
}
