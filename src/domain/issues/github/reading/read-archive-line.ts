import type { GithubReading } from '../github-signal.interface.js';
import { archiveLineSchema } from './github.schemas.js';
import { READERS } from './read-fact.js';

/** The names that the Events API, and so the archive, gives to webhooks. */
const WEBHOOK_OF_TYPE: Readonly<Record<string, string>> = {
  IssuesEvent: 'issues',
  IssueCommentEvent: 'issue_comment',
  LabelEvent: 'label',
  MilestoneEvent: 'milestone',
};

/** What one line of an archive says. */
export interface ArchiveReading {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  /** Absent when events of this type are not mirrored at all. */
  readonly reading?: GithubReading;
}

/**
 * Reads an event as the Events API shows it: the same payloads as webhooks', with the actor, the
 * repository and the exact time around them.
 * @throws z.ZodError when it is no such event
 */
export function readArchiveLine(line: unknown): ArchiveReading {
  const { id, type, actor, repo, created_at: at, payload } = archiveLineSchema.parse(line);
  const webhook = Object.hasOwn(WEBHOOK_OF_TYPE, type) ? WEBHOOK_OF_TYPE[type] : undefined;
  if (webhook === undefined) {
    return { id, type, at };
  }
  const reading = READERS[webhook]!(repo, payload);
  return 'ignored' in reading
    ? { id, type, at, reading }
    : {
        id,
        type,
        at,
        reading: { signal: { repository: repo, actor, fact: reading.fact, at } },
      };
}
