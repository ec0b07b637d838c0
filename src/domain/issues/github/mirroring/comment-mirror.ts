import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { IssueCommentActs } from '../../acts/issue-comment-acts.js';
import { LockedIssues } from '../../acts/locked-issues.js';
import { IssueComment } from '../../entities/issue-comment.entity.js';
import type { GithubComment, GithubFact } from '../github-signal.interface.js';
import { IssueMirror } from './issue-mirror.js';
import { GONE, type Mirrored } from './mirrored.interface.js';
import { actorName, asDoneBy } from './signal-context.js';

type CommentFact = Extract<GithubFact, { about: 'comment' }>;

interface CommentLink {
  readonly commentId: string | null;
  readonly updatedAt: Date;
}

/** Lets comments here follow those on GitHub. Their order is kept by the lock of their issue's link. */
@Injectable()
export class CommentMirror {
  constructor(
    private readonly issues: IssueMirror,
    private readonly locked: LockedIssues,
    private readonly comments: IssueCommentActs,
  ) {}

  async apply(manager: EntityManager, fact: CommentFact): Promise<Mirrored> {
    const { issueId, outcome } = await this.issues.follow(manager, fact.issue);
    if (issueId === null) {
      return GONE;
    }
    const link = await this.link(manager, fact.comment.id);
    const done = await (fact.action === 'deleted'
      ? this.remove(manager, issueId, fact.comment, link)
      : this.write(manager, issueId, fact.comment, link));
    // An old image of the issue says nothing against a comment that is new.
    const isNews = done.outcome === 'mirrored' || outcome !== 'mirrored';
    return { ...(isNews ? done : { outcome }), issueId };
  }

  private async write(
    manager: EntityManager,
    issueId: string,
    told: GithubComment,
    link: CommentLink | undefined,
  ): Promise<Mirrored> {
    if (!link) {
      return this.add(manager, issueId, told);
    }
    const comment =
      link.commentId !== null && (await manager.findOneBy(IssueComment, { id: link.commentId }));
    if (!comment) {
      return GONE;
    }
    if (Date.parse(told.updatedAt) < link.updatedAt.getTime()) {
      return { outcome: 'stale' };
    }
    if (comment.body === told.body) {
      return { outcome: 'unchanged' };
    }
    const issue = await this.locked.lock(manager, issueId);
    await this.comments.edit(manager, issue, comment, told.body);
    await this.save(manager, told, comment.id);
    return { outcome: 'mirrored' };
  }

  /** Said by its author at its own time, whoever told us of it. */
  private async add(
    manager: EntityManager,
    issueId: string,
    told: GithubComment,
  ): Promise<Mirrored> {
    const issue = await this.locked.lock(manager, issueId);
    const { id } = await asDoneBy(told.author, told.createdAt, () =>
      this.comments.add(manager, issue, { id: null, name: actorName(told.author) }, told.body),
    );
    await this.save(manager, told, id);
    return { outcome: 'mirrored' };
  }

  private async remove(
    manager: EntityManager,
    issueId: string,
    told: GithubComment,
    link: CommentLink | undefined,
  ): Promise<Mirrored> {
    const { commentId = null } = link ?? {};
    const comment =
      commentId !== null && (await manager.findOneBy(IssueComment, { id: commentId }));
    if (comment) {
      await this.comments.remove(manager, await this.locked.lock(manager, issueId), comment);
    }
    await this.save(manager, told, null);
    return comment ? { outcome: 'mirrored' } : GONE;
  }

  private async link(manager: EntityManager, id: string): Promise<CommentLink | undefined> {
    const [row] = await manager.query<CommentLink[]>(
      `SELECT comment_id AS "commentId", updated_at AS "updatedAt"
       FROM github_comments WHERE id = $1`,
      [id],
    );
    return row;
  }

  private async save(
    manager: EntityManager,
    { id, updatedAt }: GithubComment,
    commentId: string | null,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO github_comments (id, comment_id, updated_at) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET comment_id = $2, updated_at = $3`,
      [id, commentId, updatedAt],
    );
  }
}
