import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { runInContext } from '../../../../platform/correlation/index.js';
import { IssueOpening } from '../../acts/issue-opening.js';
import { LockedIssues } from '../../acts/locked-issues.js';
import { type Issue } from '../../entities/issue.entity.js';
import type { GithubIssue, IssueAction, IssueImage } from '../github-signal.interface.js';
import { planIssue, type IssuePlan } from '../planning/plan-issue.js';
import { stepsBetween } from '../planning/steps-between.js';
import { type IssueLink, IssueLinks } from './issue-links.js';
import { ProjectMirror } from './project-mirror.js';
import { actorName, asDoneBy, doneBefore } from './signal-context.js';
import { StepTaker } from './step-taker.js';

/** What became of an issue by a signal. */
export interface Followed {
  /** null when it was deleted, on GitHub or here. */
  readonly issueId: string | null;
  readonly outcome: 'mirrored' | 'unchanged' | 'stale';
}

/** Lets issues here follow those on GitHub. */
@Injectable()
export class IssueMirror {
  constructor(
    private readonly links: IssueLinks,
    private readonly projects: ProjectMirror,
    private readonly opening: IssueOpening,
    private readonly locked: LockedIssues,
    private readonly steps: StepTaker,
  ) {}

  /**
   * Brings the issue to where a signal says it is; one that is not known yet is opened first.
   * @param action what the signal says was done to it; none when it is about something else
   */
  async follow(manager: EntityManager, told: GithubIssue, action?: IssueAction): Promise<Followed> {
    const link = await this.links.find(manager, told);
    if (link) {
      return this.followKnown(manager, told, link, action);
    }
    const project = await this.projects.ensure(manager, told.repository);
    const plan = planIssue(undefined, told, action);
    const overtaken = await this.links.claim(manager, told, plan.known);
    if (overtaken) {
      return this.followKnown(manager, told, overtaken, action);
    }
    const open = plan.open ?? told.image;
    const issue = await asDoneBy(told.author, told.createdAt, async () => {
      const opened = await this.opening.open(
        manager,
        project,
        { id: null, name: actorName(told.author) },
        { title: open.title, body: open.body ?? '', number: told.number },
      );
      await this.steps.take(manager, opened, stepsBetween(justOpened(open), open));
      return opened;
    });
    await this.take(manager, issue, plan);
    await this.links.save(manager, told, issue.id, plan.known);
    return { issueId: issue.id, outcome: 'mirrored' };
  }

  private async followKnown(
    manager: EntityManager,
    told: GithubIssue,
    { issueId, known }: IssueLink,
    action?: IssueAction,
  ): Promise<Followed> {
    const plan = planIssue(known, told, action);
    if (issueId === null || plan.stale) {
      return { issueId, outcome: plan.stale ? 'stale' : 'unchanged' };
    }
    const changes = plan.missed.length + plan.own.length > 0;
    if (changes) {
      await this.take(manager, await this.locked.lock(manager, issueId), plan);
    }
    if (changes || plan.known.updatedAt !== known.updatedAt) {
      await this.links.save(manager, told, issueId, plan.known);
    }
    return { issueId, outcome: changes ? 'mirrored' : 'unchanged' };
  }

  private async take(manager: EntityManager, issue: Issue, plan: IssuePlan): Promise<void> {
    if (plan.missed.length > 0) {
      await runInContext(doneBefore(plan.known.updatedAt), () =>
        this.steps.take(manager, issue, plan.missed),
      );
    }
    await this.steps.take(manager, issue, plan.own);
  }
}

/** What opening gives an issue; the rest of its first image is put on it afterwards. */
function justOpened({ title, body }: IssueImage): IssueImage {
  return { title, ...(body !== undefined && { body }), state: 'open', locked: false };
}
