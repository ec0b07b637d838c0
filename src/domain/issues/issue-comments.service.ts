import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { allows } from '../../http/access/allows.util.js';
import { type Principal } from '../../http/access/principal.interface.js';
import { decodeCursor } from '../../http/pagination/cursor.js';
import { type KeysetPage, keysetPage } from '../../http/pagination/keyset-page.js';
import { type Edit } from '../../http/records/edit.interface.js';
import { assertMatches } from '../../http/records/if-match.util.js';
import { assertMayEdit } from '../../http/records/may-edit.util.js';
import { isRecordId } from '../../http/schemas/is-record-id.util.js';
import { IssueCommentActs } from './acts/issue-comment-acts.js';
import { LockedIssues } from './acts/locked-issues.js';
import { IssueComment } from './entities/issue-comment.entity.js';
import { type Issue } from './entities/issue.entity.js';
import { IssueCommentNotFoundError, IssueLockedError } from './issues.errors.js';
import { IssueReader } from './reading/issue-reader.js';
import { referenceOf } from './utils/reference.util.js';

const WITH_AUTHOR = {
  relations: { author: true },
  select: { author: { id: true, name: true, displayName: true } },
} as const;

/** Reads and writes comments for people: who may do what, one transaction per request. */
@Injectable()
export class IssueCommentsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly issues: LockedIssues,
    private readonly reader: IssueReader,
    private readonly acts: IssueCommentActs,
  ) {}

  /** One page of an issue's comments, oldest first. */
  async list(
    issueId: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<KeysetPage<IssueComment>> {
    await this.reader.assertIssue(issueId);
    const list = `issue-comments-${issueId}`;
    const after = page.after === undefined ? undefined : decodeCursor(list, page.after);
    const found = await this.dataSource.getRepository(IssueComment).find({
      ...WITH_AUTHOR,
      where: { issueId, ...(after !== undefined && { id: MoreThan(after) }) },
      order: { id: 'ASC' },
      take: page.limit + 1,
    });
    return keysetPage(list, found, page.limit);
  }

  /** @throws IssueCommentNotFoundError */
  async get(id: string, manager: EntityManager = this.dataSource.manager): Promise<IssueComment> {
    const comment =
      isRecordId(id) && (await manager.findOne(IssueComment, { ...WITH_AUTHOR, where: { id } }));
    if (!comment) {
      throw new IssueCommentNotFoundError(id);
    }
    return comment;
  }

  /** @throws IssueLockedError when only operators may comment and the author is none */
  async add(issueId: string, author: Principal, body: string): Promise<IssueComment> {
    return this.dataSource.transaction(async (manager) => {
      const issue = await this.issues.lock(manager, issueId);
      if (issue.locked && !allows(author, 'operator')) {
        throw new IssueLockedError(referenceOf(issue));
      }
      const { id } = await this.acts.add(manager, issue, author, body);
      return this.get(id, manager);
    });
  }

  async edit(id: string, body: string | undefined, edit: Edit): Promise<IssueComment> {
    return this.change(id, edit, async (manager, issue, comment) => {
      if (body !== undefined) {
        await this.acts.edit(manager, issue, comment, body);
      }
      return this.get(id, manager);
    });
  }

  async remove(id: string, edit: Edit): Promise<void> {
    await this.change(id, edit, (manager, issue, comment) =>
      this.acts.remove(manager, issue, comment),
    );
  }

  /** Locks the issue before its comment, as every other writer does. */
  private async change<T>(
    id: string,
    edit: Edit,
    act: (manager: EntityManager, issue: Issue, comment: IssueComment) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      const { issueId } = await this.get(id, manager);
      const issue = await this.issues.lock(manager, issueId);
      const comment = await manager.findOne(IssueComment, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!comment) {
        throw new IssueCommentNotFoundError(id);
      }
      assertMayEdit(edit.editor, comment.authorId ?? '', 'comment');
      assertMatches(edit.ifMatch, comment);
      return act(manager, issue, comment);
    });
  }
}
