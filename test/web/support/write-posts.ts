import type { TestClient } from '../../support/test-client.js';

export interface PostBody {
  readonly id: string;
  readonly title: string;
}

/** Writes a post as the client's user and answers it. */
export async function writePost(
  client: TestClient,
  title: string,
  body = 'A first sentence.',
): Promise<PostBody> {
  const answer = await client.post<PostBody>('/posts', { title, body });
  if (answer.status !== 201) throw new Error(`POST /posts answered ${answer.status}`);
  return answer.body;
}

/** Changes a post, whoever changed it before. */
export async function changePost(
  client: TestClient,
  id: string,
  changes: Record<string, unknown>,
): Promise<void> {
  const answer = await client.patch(`/posts/${id}`, changes);
  if (answer.status !== 200) throw new Error(`PATCH /posts/${id} answered ${answer.status}`);
}
