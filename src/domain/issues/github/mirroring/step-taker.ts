import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { IssueActs } from '../../acts/issue-acts.js';
import { IssueAssignees } from '../../acts/issue-assignees.js';
import { IssueEditing } from '../../acts/issue-editing.js';
import { IssueLabels } from '../../acts/issue-labels.js';
import { type Issue } from '../../entities/issue.entity.js';
import { GITHUB_OPTIONS } from '../github.module-definition.js';
import { type GithubModuleOptions } from '../github.module-options.js';
import { type MirrorStep } from '../planning/mirror-step.interface.js';
import { accountOf } from './signal-context.js';
import { SortingMirror } from './sorting-mirror.js';

/** Does to an issue here what was done on GitHub, by the acts that everybody here uses. */
@Injectable()
export class StepTaker {
  constructor(
    @Inject(GITHUB_OPTIONS) private readonly options: GithubModuleOptions,
    private readonly acts: IssueActs,
    private readonly editing: IssueEditing,
    private readonly labels: IssueLabels,
    private readonly assignees: IssueAssignees,
    private readonly sorting: SortingMirror,
  ) {}

  async take(manager: EntityManager, issue: Issue, steps: readonly MirrorStep[]): Promise<void> {
    for (const step of steps) {
      await this.takeOne(manager, issue, step);
    }
  }

  private async takeOne(manager: EntityManager, issue: Issue, step: MirrorStep): Promise<void> {
    switch (step.do) {
      case 'rename':
        return this.acts.rename(manager, issue, step.title);
      case 'edit_body':
        return this.editing.rewrite(manager, issue, step.body);
      case 'close':
        return this.acts.close(manager, issue, step.reason ?? 'completed');
      case 'reopen':
        return this.acts.reopen(manager, issue);
      case 'lock':
        return this.acts.lock(manager, issue, step.reason);
      case 'unlock':
        return this.acts.unlock(manager, issue);
      case 'set_milestone':
        return this.plan(manager, issue, step.milestone);
      default:
        return this.sort(manager, issue, step);
    }
  }

  private async sort(
    manager: EntityManager,
    issue: Issue,
    step: Extract<MirrorStep, { do: 'add_labels' | 'remove_labels' | 'assign' | 'unassign' }>,
  ): Promise<void> {
    switch (step.do) {
      case 'add_labels': {
        const names = await this.sorting.ensureLabels(manager, issue.projectId, step.labels);
        return this.labels.add(manager, issue, names);
      }
      case 'remove_labels': {
        const on = await this.labels.namesOn(manager, issue.id);
        const gone = new Set(step.names.map((name) => name.toLowerCase()));
        await this.labels.remove(
          manager,
          issue,
          on.filter((name) => gone.has(name.toLowerCase())),
        );
        return;
      }
      case 'assign': {
        const people = await this.options.people.ensure(manager, step.logins.map(accountOf));
        return this.assignees.assign(manager, issue, people);
      }
      case 'unassign':
        for (const login of step.logins) {
          await this.assignees.remove(manager, issue, accountOf(login).name);
        }
    }
  }

  private async plan(
    manager: EntityManager,
    issue: Issue,
    milestone: Extract<MirrorStep, { do: 'set_milestone' }>['milestone'],
  ): Promise<void> {
    const id =
      milestone && (await this.sorting.ensureMilestone(manager, issue.projectId, milestone));
    await this.acts.plan(manager, issue, id);
  }
}
