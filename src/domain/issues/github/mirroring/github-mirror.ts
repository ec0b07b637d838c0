import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { IssueActs } from '../../acts/issue-acts.js';
import { LockedIssues } from '../../acts/locked-issues.js';
import type { GithubFact, GithubSignal } from '../github-signal.interface.js';
import { CommentMirror } from './comment-mirror.js';
import { IssueMirror } from './issue-mirror.js';
import { IssueMoves } from './issue-moves.js';
import { GONE, type Mirrored } from './mirrored.interface.js';
import { ProjectMirror } from './project-mirror.js';
import { SortingMirror } from './sorting-mirror.js';

/**
 * Makes what happened on GitHub happen here, in the caller's transaction and correlation context,
 * which names who did it and when (`contextOf`).
 */
@Injectable()
export class GithubMirror {
  constructor(
    private readonly issues: IssueMirror,
    private readonly moves: IssueMoves,
    private readonly comments: CommentMirror,
    private readonly projects: ProjectMirror,
    private readonly sorting: SortingMirror,
    private readonly locked: LockedIssues,
    private readonly acts: IssueActs,
  ) {}

  async apply(manager: EntityManager, signal: GithubSignal): Promise<Mirrored> {
    const { fact } = signal;
    switch (fact.about) {
      case 'issue':
        return this.applyToIssue(manager, fact);
      case 'comment':
        return this.comments.apply(manager, fact);
      default: {
        const { id } = await this.projects.ensure(manager, signal.repository);
        const changed =
          fact.about === 'label'
            ? await this.sorting.followLabel(manager, id, fact)
            : await this.sorting.followMilestone(manager, id, fact);
        return { outcome: changed ? 'mirrored' : 'unchanged' };
      }
    }
  }

  private async applyToIssue(
    manager: EntityManager,
    { issue, action }: Extract<GithubFact, { about: 'issue' }>,
  ): Promise<Mirrored> {
    if (action.name === 'deleted') {
      return this.moves.remove(manager, issue);
    }
    if (action.name === 'transferred') {
      return this.moves.move(manager, issue, action.to);
    }
    if (action.name === 'opened' && action.from) {
      return this.moves.move(manager, action.from, issue);
    }
    const { issueId, outcome } = await this.issues.follow(manager, issue, action);
    if (issueId === null) {
      return GONE;
    }
    const pins = action.name === 'pinned' || action.name === 'unpinned';
    const pinned = pins && (await this.pin(manager, issueId, action.name === 'pinned'));
    return { outcome: pinned ? 'mirrored' : outcome, issueId };
  }

  /**
   * GitHub tells of it apart from everything else of the issue, with the time of what was before.
   * @returns whether it was not so
   */
  private async pin(manager: EntityManager, issueId: string, pinned: boolean): Promise<boolean> {
    const issue = await this.locked.lock(manager, issueId);
    const differs = issue.pinned !== pinned;
    await this.acts.pin(manager, issue, pinned);
    return differs;
  }
}
