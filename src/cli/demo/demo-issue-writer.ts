import type { INestApplicationContext } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  type Issue,
  IssueActs,
  IssueAssignees,
  IssueCommentActs,
  IssueLabels,
  IssueOpening,
  LockedIssues,
  Project,
} from '../../domain/issues/index.js';
import { runInNewContext } from '../../platform/correlation/index.js';
import { DEMO_PROJECT } from './demo-issue-script.js';
import type { DemoIssueStep } from './demo-issue-step.interface.js';

const HOUR = 3_600_000;

/** Plays the demo's issues as if people had done it; everything lies in the past and says so. */
export class DemoIssueWriter {
  private readonly issues = new Map<string, string>();

  constructor(
    private readonly app: INestApplicationContext,
    private readonly people: ReadonlyMap<string, { readonly id: string; readonly name: string }>,
    private readonly now: number,
  ) {}

  async play(step: DemoIssueStep): Promise<void> {
    const context = {
      actor: { id: step.by, type: 'user' },
      reason: step.why,
      source: 'replay',
      occurredAt: new Date(this.now - step.ago * HOUR).toISOString(),
    };
    await runInNewContext(context, () =>
      this.app.get(DataSource).transaction(async (manager) => {
        await this.change(manager, await this.issue(manager, step), step);
      }),
    );
  }

  private async issue(manager: EntityManager, step: DemoIssueStep): Promise<Issue> {
    if (!step.open) {
      return this.app.get(LockedIssues).lock(manager, this.issues.get(step.issue) ?? '');
    }
    const project = await this.project(manager, step);
    const opening = this.app.get(IssueOpening);
    const issue = await opening.open(manager, project, this.person(step.by), step.open);
    this.issues.set(step.issue, issue.id);
    return issue;
  }

  private async project(manager: EntityManager, step: DemoIssueStep): Promise<Project> {
    const { key, name } = DEMO_PROJECT;
    const at = new Date(this.now - step.ago * HOUR);
    return (
      (await manager.findOneBy(Project, { key })) ??
      manager.save(manager.create(Project, { key, name, createdAt: at, updatedAt: at }))
    );
  }

  private async change(manager: EntityManager, issue: Issue, step: DemoIssueStep): Promise<void> {
    const acts = this.app.get(IssueActs);
    const labels = this.app.get(IssueLabels);
    if (step.rename !== undefined) {
      await acts.rename(manager, issue, step.rename);
    }
    await labels.add(manager, issue, step.label ?? []);
    await labels.remove(manager, issue, step.unlabel ?? []);
    await this.app.get(IssueAssignees).add(manager, issue, step.assign ?? []);
    if (step.reopen === true) {
      await acts.reopen(manager, issue);
    }
    if (step.comment !== undefined) {
      const comments = this.app.get(IssueCommentActs);
      await comments.add(manager, issue, this.person(step.by), step.comment);
    }
    if (step.pin === true) {
      await acts.pin(manager, issue, true);
    }
    if (step.close) {
      await acts.close(manager, issue, step.close);
    }
  }

  private person(name: string): { readonly id: string; readonly name: string } {
    const person = this.people.get(name);
    if (!person) {
      throw new Error(`the demo has no person named "${name}"`);
    }
    return person;
  }
}
