import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { happenedAt } from '../../../platform/correlation/index.js';
import { InjectEvents } from '../../../platform/events/index.js';
import { IssueComment } from '../entities/issue-comment.entity.js';
import { type Issue } from '../entities/issue.entity.js';
import { type Author } from '../interfaces/author.interface.js';
import { issueEvents, type IssueRecorder } from '../issue.events.js';
import { excerptOf } from '../utils/excerpt-of.util.js';
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
    @InjectEvents(issueEvents) private readonly events: IssueRecorder,
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
    await this.events.recordEvent(manager, issue, 'comment_added', told(comment));
    if (author.id !== null) {
      const user = { id: author.id, name: author.name };
      await this.subscribers.add(manager, issue.id, user, 'commented');
    }
    await this.texts.spread(manager, issue, { before: '', after: body, commentId: comment.id });
    return comment;
  }

  async edit(
    manager: EntityManager,
    issue: Issue,
    comment: IssueComment,
    body: string,
  ): Promise<void> {
    const before = comment.body;
    if (body === before) {
      return;
    }
    comment.body = body;
    await manager.update(IssueComment, comment.id, { body, updatedAt: happenedAt() });
    await this.journal.touch(manager, issue);
    await this.events.recordEvent(manager, issue, 'comment_edited', told(comment));
    await this.texts.spread(manager, issue, { before, after: body, commentId: comment.id });
  }

  async remove(manager: EntityManager, issue: Issue, comment: IssueComment): Promise<void> {
    await manager.delete(IssueComment, comment.id);
    await this.journal.touch(manager, issue);
    await this.events.recordEvent(manager, issue, 'comment_deleted', told(comment));
  }
}

function told(comment: IssueComment) {
  return { record: comment, extra: { excerpt: excerptOf(comment.body) } };
}
