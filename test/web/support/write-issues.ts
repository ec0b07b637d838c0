import type { TestClient } from '../../support/test-client.js';

export interface IssueBody {
  readonly id: string;
  readonly reference: string;
}

/** A project with three labels; only operators may make one. */
export async function makeProject(client: TestClient, key = 'WEB'): Promise<string> {
  const project = await created<{ id: string }>(client, '/projects', {
    key,
    name: `Project ${key}`,
  });
  for (const name of ['bug', 'slow', 'ui']) {
    await created(client, `/projects/${project.id}/labels`, { name, colour: '#d73a4a' });
  }
  return project.id;
}

export function writeIssue(client: TestClient, project: string, title: string): Promise<IssueBody> {
  return created(client, `/projects/${project}/issues`, { title, body: 'It does not work.' });
}

export async function comment(
  client: TestClient,
  issue: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<void> {
  const answer = await client.post(`/issues/${issue}/comments`, { body }, headers);
  if (answer.status !== 201) throw new Error(`a comment answered ${answer.status}`);
}

export async function setLabels(
  client: TestClient,
  issue: string,
  labels: string[],
): Promise<void> {
  const answer = await client.post(`/issues/${issue}/labels`, { labels });
  if (answer.status !== 200) throw new Error(`labels answered ${answer.status}`);
}

async function created<T>(client: TestClient, path: string, body: unknown): Promise<T> {
  const answer = await client.post<T>(path, body);
  if (answer.status !== 201) {
    throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
