import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

export interface Person {
  id: string;
  name: string;
  display_name: string | null;
}

export interface LabelTag {
  id: string;
  name: string;
  colour: string;
}

export interface Project {
  id: string;
  key: string;
  name: string;
  open_issues: number;
}

export interface Issue {
  id: string;
  project: { id: string; key: string; name: string };
  number: number;
  reference: string;
  title: string;
  body: string;
  state: 'open' | 'closed';
  closed_reason: 'completed' | 'not_planned' | 'duplicate' | null;
  closed_at: string | null;
  duplicate_of?: { id: string; reference: string; title: string } | null;
  locked: boolean;
  lock_reason: string | null;
  pinned: boolean;
  milestone: { id: string; title: string } | null;
  author: Person;
  assignees: Person[];
  labels: LabelTag[];
  comment_count: number;
  subscribed?: boolean;
  version: number;
  created_at: string;
  updated_at: string;
  last_activity_at: string;
}

export type ListedIssue = Omit<Issue, 'body'> & { excerpt: string };

export interface Comment {
  id: string;
  issue_id: string;
  body: string;
  author: Person;
  version: number;
  created_at: string;
  updated_at: string;
}

export interface TimelinePart {
  id: string;
  action: string;
  record: { type: string; id: string } | null;
  extra: Record<string, unknown> | null;
  occurred_at: string;
  created_at: string;
  /** How often it happened while it counted as one. */
  hits: number;
  correlation_id: string | null;
  causation_id: string | null;
  comment?: Comment | null;
}

/** What one person did in one go. */
export interface TimelineEntry {
  id: string;
  kind: string;
  actor: { id: string; type: string; display_name: string | null };
  occurred_at: string;
  started_at: string;
  parts: TimelinePart[];
}

export interface Listed<T> {
  items: T[];
  next: string | null;
  feed_position: string;
}

export function listIssues(query: URLSearchParams, signal?: AbortSignal) {
  return request<Listed<ListedIssue>>(`/issues?${query}`, signal ? { signal } : {});
}

export const projectsQuery = queryOptions({
  queryKey: ['issues', 'projects'],
  queryFn: async ({ signal }) =>
    (await request<{ items: Project[] }>('/projects?limit=200', { signal })).items,
  staleTime: 60_000,
});

export function labelsQuery(project: string) {
  return queryOptions({
    queryKey: ['issues', 'labels', project],
    queryFn: async ({ signal }) => {
      const path = `/projects/${encodeURIComponent(project)}/labels?limit=200`;
      return (await request<{ items: LabelTag[] }>(path, { signal })).items;
    },
    staleTime: 60_000,
  });
}

export function issueQuery(id: string) {
  return queryOptions({
    queryKey: ['issues', 'one', id],
    queryFn: ({ signal }) => request<Issue>(issuePath(id), { signal }),
    staleTime: 0,
  });
}

export function readTimeline(id: string, after: string | undefined, signal: AbortSignal) {
  const query = new URLSearchParams({ limit: '50' });
  if (after !== undefined) query.set('after', after);
  return request<Listed<TimelineEntry>>(`${issuePath(id)}/timeline?${query}`, { signal });
}

export interface NewIssue {
  title: string;
  body?: string;
  labels?: string[];
  assignees?: string[];
}

export function openIssue(project: string, issue: NewIssue): Promise<Issue> {
  const path = `/projects/${encodeURIComponent(project)}/issues`;
  return request(path, { method: 'POST', body: issue });
}

export function editIssue(
  { id, version }: Pick<Issue, 'id' | 'version'>,
  changes: { title?: string; body?: string },
): Promise<Issue> {
  return request(issuePath(id), { method: 'PATCH', body: changes, ifMatch: version });
}

export function closeIssue(id: string, reason: 'completed' | 'not_planned'): Promise<Issue> {
  return request(`${issuePath(id)}/close`, { method: 'POST', body: { reason } });
}

export function reopenIssue(id: string): Promise<Issue> {
  return request(`${issuePath(id)}/reopen`, { method: 'POST' });
}

export function setLabel(id: string, name: string, on: boolean): Promise<Issue> {
  const path = `${issuePath(id)}/labels`;
  if (on) return request(path, { method: 'POST', body: { labels: [name] } });
  return request(`${path}/${encodeURIComponent(name)}`, { method: 'DELETE' });
}

export function setAssignee(id: string, name: string, on: boolean): Promise<Issue> {
  const path = `${issuePath(id)}/assignees`;
  if (on) return request(path, { method: 'POST', body: { assignees: [name] } });
  return request(`${path}/${encodeURIComponent(name)}`, { method: 'DELETE' });
}

export function setSubscription(id: string, on: boolean): Promise<Issue> {
  return request(`${issuePath(id)}/subscription`, { method: on ? 'PUT' : 'DELETE' });
}

export function setLock(id: string, on: boolean): Promise<Issue> {
  return request(`${issuePath(id)}/lock`, on ? { method: 'PUT', body: {} } : { method: 'DELETE' });
}

export function setPin(id: string, on: boolean): Promise<Issue> {
  return request(`${issuePath(id)}/pin`, { method: on ? 'PUT' : 'DELETE' });
}

export function viewIssue(id: string): Promise<void> {
  return request(`${issuePath(id)}/view`, { method: 'POST' });
}

export function addComment(id: string, body: string): Promise<Comment> {
  return request(`${issuePath(id)}/comments`, { method: 'POST', body: { body } });
}

export function editComment({ id, version }: Comment, body: string): Promise<Comment> {
  const path = `/issue-comments/${encodeURIComponent(id)}`;
  return request(path, { method: 'PATCH', body: { body }, ifMatch: version });
}

export function deleteComment({ id }: Comment): Promise<void> {
  return request(`/issue-comments/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export function nameOf(person: Person): string {
  return person.display_name ?? person.name;
}

function issuePath(id: string): string {
  return `/issues/${encodeURIComponent(id)}`;
}
