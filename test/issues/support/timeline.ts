import type { SignedIn } from '../../support/sign-in.js';

/** One event of a timeline's entry. */
export interface Part {
  id: string;
  action: string;
  record: { type: string; id: string } | null;
  extra: Record<string, unknown> | null;
  occurred_at: string;
  created_at: string;
  hits: number;
  correlation_id: string;
  causation_id: string | null;
  comment: { body: string } | null;
}

/** One entry of a timeline. */
export interface Entry {
  id: string;
  kind: string;
  actor: { id: string; type: string; display_name: string | null };
  occurred_at: string;
  started_at: string;
  parts: Part[];
}

/** The whole timeline of an issue, oldest first, read by pages of `limit` entries. */
export async function timelineOf(
  { client }: Pick<SignedIn, 'client'>,
  issueId: string,
  limit = 50,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: { status: number; body: { items: Entry[]; next: string | null } } =
      await client.get(`/issues/${issueId}/timeline?limit=${limit}${next && `&after=${next}`}`);
    if (page.status !== 200) {
      throw new Error(`the timeline answered ${page.status} ${JSON.stringify(page.body)}`);
    }
    entries.push(...page.body.items);
    next = page.body.next;
  }
  return entries.toReversed();
}

/** The actions of all entries in the order they happened. */
export function actionsOf(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ parts }) => parts.toReversed().map(({ action }) => action));
}
