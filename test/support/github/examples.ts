import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' };

/** The payload of a webhook as GitHub sent it. */
export interface ExamplePayload {
  readonly action?: string;
  readonly [key: string]: unknown;
}

/** Payloads of one event. */
interface Examples {
  readonly name: string;
  readonly examples: readonly ExamplePayload[];
}

/** Every payload that GitHub's own collection has, with the name of its event. */
export const GITHUB_EXAMPLES = (examples as unknown as readonly Examples[]).flatMap(
  ({ name, examples: payloads }) => payloads.map((payload) => ({ name, payload })),
);

/** The first payload of an event with this action; a copy that may be changed. */
export function exampleOf(name: string, action: string): ExamplePayload {
  const found = GITHUB_EXAMPLES.find((one) => one.name === name && one.payload.action === action);
  if (!found) {
    throw new Error(`there is no example of ${name} ${action}`);
  }
  return structuredClone(found.payload);
}

/** The payload as another repository would have sent it, so that no two tests meet in one issue. */
export function inRepository(
  repository: { readonly id: number; readonly full_name: string },
  payload: ExamplePayload,
): ExamplePayload {
  const { comment } = payload as { comment?: { readonly id: number } };
  return {
    ...payload,
    repository: { ...(payload['repository'] as object), ...repository },
    ...(comment && { comment: { ...comment, id: comment.id + repository.id } }),
  };
}
