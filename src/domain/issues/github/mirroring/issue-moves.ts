import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { IssueActs } from '../../acts/issue-acts.js';
import { IssueEditing } from '../../acts/issue-editing.js';
import { LockedIssues } from '../../acts/locked-issues.js';
import { Issue } from '../../entities/issue.entity.js';
import type { GithubIssue, IssuePlace } from '../github-signal.interface.js';
import { type IssueLink, IssueLinks } from './issue-links.js';
import { IssueMirror } from './issue-mirror.js';
import { GONE, type Mirrored } from './mirrored.interface.js';
import { ProjectMirror } from './project-mirror.js';

/** Issues that leave their place on GitHub. */
@Injectable()
export class IssueMoves {
  constructor(
    private readonly links: IssueLinks,
    private readonly projects: ProjectMirror,
    private readonly issues: IssueMirror,
    private readonly locked: LockedIssues,
    private readonly acts: IssueActs,
    private readonly editing: IssueEditing,
  ) {}

  /** Destroys the issue here; history can bring it back. Later news of it is ignored. */
  async remove(manager: EntityManager, told: GithubIssue): Promise<Mirrored> {
    const { issueId } = (await this.take(manager, told)) ?? { issueId: null };
    if (issueId === null) {
      return GONE;
    }
    await manager.delete(Issue, issueId);
    return { outcome: 'mirrored', issueId };
  }

  /**
   * Moves the issue to where it is on GitHub now. GitHub tells of it twice, from both repositories, in
   * any order: when a mirror is there already, the one that is left behind becomes its duplicate.
   */
  async move(manager: EntityManager, from: IssuePlace, to: GithubIssue): Promise<Mirrored> {
    const left = await this.links.find(manager, from);
    if (!left?.issueId) {
      await this.leave(manager, from, to, left);
      return this.issues.follow(manager, to).then(withoutNull);
    }
    const project = await this.projects.ensure(manager, to.repository);
    const known = { image: to.image, updatedAt: to.updatedAt };
    const there = await this.links.claim(manager, to, known);
    const issue = await this.locked.lock(manager, left.issueId);
    await this.links.save(manager, from, null, left.known);
    if (!there) {
      await this.editing.transfer(manager, issue, project, to.number);
      await this.links.save(manager, to, issue.id, known);
    } else if (there.issueId !== null) {
      const original = await this.locked.read(manager, there.issueId);
      await this.acts.close(manager, issue, 'duplicate', original);
    }
    return { outcome: 'mirrored', issueId: issue.id };
  }

  /** News from the old place may come after the move: it must not make the issue anew. */
  private async leave(
    manager: EntityManager,
    from: IssuePlace,
    { image, updatedAt }: GithubIssue,
    left: IssueLink | undefined,
  ): Promise<void> {
    if (!left) {
      await this.projects.ensure(manager, from.repository);
      await this.links.claim(manager, from, { image, updatedAt });
    }
  }

  /** The link of an issue, which is left without one when it was not known. */
  private async take(manager: EntityManager, told: GithubIssue): Promise<IssueLink | undefined> {
    const { image, updatedAt } = told;
    const link = await this.links.find(manager, told);
    await this.leave(manager, told, told, link);
    return link ?? { issueId: null, known: { image, updatedAt } };
  }
}

function withoutNull({ issueId, outcome }: Awaited<ReturnType<IssueMirror['follow']>>): Mirrored {
  return issueId === null ? GONE : { issueId, outcome };
}
