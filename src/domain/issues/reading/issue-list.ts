import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Brackets, DataSource, type SelectQueryBuilder } from 'typeorm';
import { type z } from 'zod';
import { containing } from '../../../http/pagination/containing.util.js';
import { decodeCursor } from '../../../http/pagination/cursor.js';
import { keysetPage } from '../../../http/pagination/keyset-page.js';
import { isRecordId } from '../../../http/schemas/is-record-id.util.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import { type listIssuesSchema } from '../dto/issue.schemas.js';
import { issueItemView, type IssuePageView } from '../dto/issue.view.js';
import { Issue } from '../entities/issue.entity.js';
import { IssueReader } from './issue-reader.js';

/** What to list. */
export type IssueFilter = z.output<typeof listIssuesSchema>;

const LIST = 'issues';

/** Everything but the body, of which a list shows the beginning. */
const COLUMNS = [
  'id',
  'projectId',
  'number',
  'title',
  'state',
  'closedReason',
  'closedAt',
  'locked',
  'lockReason',
  'pinned',
  'linearIssue',
  'authorId',
  'authorName',
  'version',
  'createdAt',
  'updatedAt',
  'lastActivityAt',
].map((column) => `issue.${column}`);

/** Lists issues in three queries, however long the page is. */
@Injectable()
export class IssueList {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: IssueReader,
    private readonly outbox: OutboxService,
  ) {}

  /** One page, newest first. */
  async page(filter: IssueFilter): Promise<IssuePageView> {
    const feed_position = await this.outbox.feedPosition();
    const { entities, raw } = await this.query(filter).getRawAndEntities<{ excerpt: string }>();
    const { items, next } = keysetPage(LIST, entities, filter.limit);
    const loaded = await this.reader.complete(items);
    return {
      items: loaded.map((issue, index) => issueItemView(issue, raw[index]?.excerpt ?? '')),
      next,
      feed_position,
    };
  }

  private query(filter: IssueFilter): SelectQueryBuilder<Issue> {
    const query = this.dataSource
      .getRepository(Issue)
      .createQueryBuilder('issue')
      .innerJoin('issue.project', 'project')
      .leftJoin('issue.author', 'author')
      .leftJoin('issue.milestone', 'milestone')
      .select(COLUMNS)
      .addSelect(['project.id', 'project.key', 'project.name'])
      .addSelect(['author.id', 'author.name', 'author.displayName'])
      .addSelect(['milestone.id', 'milestone.title'])
      .addSelect('left(issue.body, 280)', 'excerpt')
      .orderBy('issue.id', 'DESC')
      .limit(filter.limit + 1);
    if (filter.after !== undefined) {
      query.andWhere('issue.id < :after', { after: decodeCursor(LIST, filter.after) });
    }
    this.narrow(query, filter);
    this.narrowByPeople(query, filter);
    return query;
  }

  private narrow(query: SelectQueryBuilder<Issue>, filter: IssueFilter): void {
    const { project, number, state, milestone, q } = filter;
    if (project !== undefined) {
      query.andWhere('project.key = :project', { project });
    }
    if (number !== undefined) {
      query.andWhere('issue.number = :number', { number });
    }
    if (state !== undefined) {
      query.andWhere('issue.state = :state', { state });
    }
    if (milestone !== undefined) {
      // An id that can be no milestone's finds nothing, as one that is none does.
      query.andWhere('issue.milestoneId = :milestone', {
        milestone: isRecordId(milestone) ? milestone : '0',
      });
    }
    if (q !== undefined) {
      query.andWhere('issue.title ILIKE :q', { q: containing(q) });
    }
  }

  private narrowByPeople(query: SelectQueryBuilder<Issue>, filter: IssueFilter): void {
    const { author, label, assignee } = filter;
    if (author !== undefined) {
      query.andWhere(
        new Brackets((either) =>
          either
            .where('author.name = :author', { author })
            .orWhere('issue.authorId IS NULL AND issue.authorName = :author', { author }),
        ),
      );
    }
    if (label !== undefined) {
      query.innerJoin('issue.labels', 'label', 'label.name = :label', { label });
    }
    if (assignee !== undefined) {
      query.innerJoin('issue.assignees', 'assignee', 'assignee.name = :assignee', { assignee });
    }
  }
}
