import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type Person } from '../../../http/records/person.interface.js';
import { isRecordId } from '../../../http/schemas/is-record-id.util.js';
import { type LoadedIssue } from '../dto/issue.view.js';
import { Issue } from '../entities/issue.entity.js';
import { type Label } from '../entities/label.entity.js';
import { IssueNotFoundError } from '../issues.errors.js';

interface Belongings {
  readonly id: string;
  readonly labels: Label[] | null;
  readonly assignees: Person[] | null;
  readonly comments: number;
}

/** One row per issue, whatever it has: no product of labels and assignees. */
const BELONGINGS = `
  SELECT issue.id,
    (SELECT jsonb_agg(jsonb_build_object(
         'id', label.id::text, 'name', label.name, 'colour', label.colour) ORDER BY label.name)
       FROM issues_labels AS put JOIN labels AS label ON label.id = put.label_id
       WHERE put.issue_id = issue.id) AS labels,
    (SELECT jsonb_agg(jsonb_build_object('id', person.id::text, 'name', person.name,
         'displayName', person.display_name) ORDER BY person.name)
       FROM issues_assignees AS given JOIN users AS person ON person.id = given.user_id
       WHERE given.issue_id = issue.id) AS assignees,
    (SELECT count(*)::int FROM issue_comments WHERE issue_id = issue.id) AS comments
  FROM unnest($1::bigint[]) AS issue (id)`;

/** Reads single issues, and what belongs to many. */
@Injectable()
export class IssueReader {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @throws IssueNotFoundError */
  async get(id: string, manager: EntityManager = this.dataSource.manager): Promise<LoadedIssue> {
    const issue =
      isRecordId(id) &&
      (await manager.findOne(Issue, {
        where: { id },
        relations: {
          project: true,
          author: true,
          milestone: true,
          duplicateOf: { project: true },
        },
        select: { author: { id: true, name: true, displayName: true } },
      }));
    if (!issue) {
      throw new IssueNotFoundError(id);
    }
    const [loaded] = await this.complete([issue], manager);
    return loaded as LoadedIssue;
  }

  /** @throws IssueNotFoundError */
  async assertIssue(id: string): Promise<void> {
    if (!isRecordId(id) || !(await this.dataSource.manager.existsBy(Issue, { id }))) {
      throw new IssueNotFoundError(id);
    }
  }

  /** Is this user told what happens to the issue? */
  async isSubscribed(id: string, userId: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'SELECT 1 FROM issue_subscriptions WHERE issue_id = $1 AND user_id = $2',
      [id, userId],
    );
    return rows.length > 0;
  }

  /** Adds labels, assignees and counts to issues, in one query for all of them. */
  async complete(
    issues: readonly Issue[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<LoadedIssue[]> {
    if (issues.length === 0) {
      return [];
    }
    const rows = await manager.query<Belongings[]>(BELONGINGS, [issues.map((issue) => issue.id)]);
    const belongings = new Map(rows.map((row) => [row.id, row]));
    return issues.map((issue) => {
      const { labels = null, assignees = null, comments = 0 } = belongings.get(issue.id) ?? {};
      issue.labels = labels ?? [];
      issue.assignees = assignees ?? [];
      return { issue, commentCount: comments };
    });
  }
}
