import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { InjectEvents } from '../../../platform/events/index.js';
import { issueEvents, type IssueRecorder } from '../issue.events.js';

/** After how long without activity an issue is idle, and how often that is said. */
const IDLE_AFTER = '30 days';
const SAID_EVERY = '7 days';
const PAGE = 500;

interface IdleIssue {
  readonly id: string;
  readonly since: string;
  readonly days: number;
}

/**
 * Idle issues of which nobody was told lately, longest idle first. Whoever is just being worked on is
 * locked, and not idle; what came from elsewhere has been idle here no longer than it is here.
 */
const IDLE = `
  SELECT issue.id, issue.last_activity_at::text AS since,
    floor(extract(epoch FROM now() - issue.last_activity_at) / 86400)::int AS days
  FROM issues AS issue
  WHERE issue.state = 'open' AND issue.last_activity_at < now() - interval '${IDLE_AFTER}'
    AND (issue.last_activity_at, issue.id) > ($1::timestamptz, $2::bigint)
    AND NOT EXISTS (SELECT FROM github_issues AS mirrored WHERE mirrored.issue_id = issue.id
      AND mirrored.mirrored_at > now() - interval '${IDLE_AFTER}')
    AND NOT EXISTS (SELECT FROM issue_events AS told
      WHERE told.issue_id = issue.id::text AND told.action = 'no_activity'
        AND told.occurred_at > now() - interval '${SAID_EVERY}')
  ORDER BY issue.last_activity_at, issue.id LIMIT ${PAGE}
  FOR NO KEY UPDATE OF issue SKIP LOCKED`;

/** Notices that nothing happens. */
@Injectable()
export class IssueIdleness {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectEvents(issueEvents) private readonly events: IssueRecorder,
  ) {}

  /**
   * Records `no_activity` for every open issue that is idle. It may run as often as it likes and in
   * two processes at once: the event is throttled for longer than the time between two runs.
   * @returns how many issues it was recorded for
   */
  async record(): Promise<number> {
    let recorded = 0;
    let last: Pick<IdleIssue, 'id' | 'since'> = { id: '0', since: '-infinity' };
    for (;;) {
      const from = last;
      const page = await this.dataSource.transaction((manager) => this.page(manager, from));
      recorded += page.length;
      const end = page.at(-1);
      if (!end || page.length < PAGE) {
        return recorded;
      }
      last = end;
    }
  }

  private async page(
    manager: EntityManager,
    { since, id }: Pick<IdleIssue, 'id' | 'since'>,
  ): Promise<IdleIssue[]> {
    const issues = await manager.query<IdleIssue[]>(IDLE, [since, id]);
    await this.events.recordEvents(
      manager,
      issues.map((issue) => ({
        aggregate: issue.id,
        action: 'no_activity' as const,
        extra: { days: issue.days },
      })),
    );
    return issues;
  }
}
