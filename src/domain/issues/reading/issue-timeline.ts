import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { BadCursorError } from '../../../http/pagination/pagination.errors.js';
import { InjectEventReader, InvalidEventQueryError } from '../../../platform/events/index.js';
import { issueCommentView, type IssueCommentView } from '../dto/issue-comment.schemas.js';
import { type TimelineEntryView, timelineEntryView } from '../dto/timeline.schemas.js';
import { IssueComment } from '../entities/issue-comment.entity.js';
import { type IssueEvent, issueEvents, type IssueHistory } from '../issue.events.js';
import { type Burst, burstsOf } from '../utils/bursts.util.js';
import { IssueReader } from './issue-reader.js';

const CHUNK = 200;

/** What happened to an issue, told the way people remember it. */
@Injectable()
export class IssueTimeline {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectEventReader(issueEvents) private readonly history: IssueHistory,
    private readonly reader: IssueReader,
  ) {}

  /** One page of entries, newest first; no entry is cut in two by the end of a page. */
  async page(
    issueId: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<{ items: TimelineEntryView[]; next: string | null }> {
    await this.reader.assertIssue(issueId);
    const found = await this.bursts(issueId, page);
    const bursts = found.slice(0, page.limit);
    const oldest = found.length > page.limit ? bursts.at(-1)?.parts.at(-1) : undefined;
    const events = bursts.flatMap(({ parts }) => parts);
    const context = { comments: await this.comments(events), names: await this.names(events) };
    return {
      items: bursts.map((burst) => timelineEntryView(burst, context)),
      next: oldest ? this.history.cursorAfter(oldest) : null,
    };
  }

  /** Reads on until there is one entry more than the page shows: the last but one is whole then. */
  private async bursts(
    issueId: string,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<Burst[]> {
    const events: IssueEvent[] = [];
    let before = after;
    for (;;) {
      const chunk = await this.chunk(issueId, Math.min(CHUNK, limit + 1), before);
      events.push(...chunk.items);
      const bursts = burstsOf(events);
      if (bursts.length > limit || chunk.next === null) {
        return bursts;
      }
      before = chunk.next;
    }
  }

  private async chunk(issueId: string, limit: number, before: string | undefined) {
    try {
      return await this.history.feed(issueId, { limit, ...(before !== undefined && { before }) });
    } catch (error) {
      throw error instanceof InvalidEventQueryError ? new BadCursorError() : error;
    }
  }

  private async comments(events: readonly IssueEvent[]): Promise<Map<string, IssueCommentView>> {
    const ids = events.flatMap(({ record }) => (record?.type === 'IssueComment' ? record.id : []));
    const comments =
      ids.length === 0
        ? []
        : await this.dataSource.manager.find(IssueComment, {
            where: { id: In([...new Set(ids)]) },
            relations: { author: true },
            select: { author: { id: true, name: true, displayName: true } },
          });
    return new Map(comments.map((comment) => [comment.id, issueCommentView(comment)]));
  }

  private async names(events: readonly IssueEvent[]): Promise<Map<string, string>> {
    const handles = [...new Set(events.map(({ actor }) => actor.id))];
    const rows = await this.dataSource.query<{ name: string; display_name: string }[]>(
      'SELECT name, display_name FROM users WHERE name = ANY ($1)',
      [handles],
    );
    return new Map(rows.map((row) => [row.name, row.display_name]));
  }
}
