import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { IssueComment } from '../entities/issue-comment.entity.js';
import { type Issue } from '../entities/issue.entity.js';
import { type Author } from '../interfaces/person.interface.js';
import { happenedAt } from '../utils/happened-at.util.js';
import { IssueJournal } from './issue-journal.js';
import { IssueTexts } from './issue-texts.js';
import { Subscribers } from './subscribers.js';

/** What can be said about an issue, whoever says it; in the caller's transaction. */
@Injectable()
export class IssueCommentActs {
  constructor(
    private readonly journal: IssueJournal,
    private readonly texts: IssueTexts,
    private readonly subscribers: Subscribers,
  ) {}

  async add(
    manager: EntityManager,
    issue: Issue,
    author: Author,
    body: string,
  ): Promise<IssueComment> {
    const at = happenedAt();
    const comment = manager.create(IssueComment, {
      issueId: issue.id,
      body,
      authorId: author.id,
      authorName: author.name,
      createdAt: at,
      updatedAt: at,
    });
    await manager.save(comment);
    await this.journal.touch(manager, issue);
    if (author.id !== null) {
      await this.subscribers.add(manager, issue.id, author.id, 'commented');
    }
    await this.texts.spread(manager, issue, { before: '', after: body, author });
    return comment;
  }

  async edit(
    manager: EntityManager,
    issue: Issue,
    comment: IssueComment,
    editor: Author,
    body: string,
  ): Promise<void> {
    const before = comment.body;
    if (body === before) {
      return;
    }
    comment.body = body;
    await manager.update(IssueComment, comment.id, { body, updatedAt: happenedAt() });
    await this.journal.touch(manager, issue);
    await this.texts.spread(manager, issue, { before, after: body, author: editor });
  }

  async remove(manager: EntityManager, issue: Issue, comment: IssueComment): Promise<void> {
    await manager.delete(IssueComment, comment.id);
    await this.journal.touch(manager, issue);
  }
}
