import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { InjectEvents } from '../../../platform/events/index.js';
import { type Issue } from '../entities/issue.entity.js';
import { type Project } from '../entities/project.entity.js';
import { issueEvents, type IssueRecorder } from '../issue.events.js';
import { referenceOf } from '../utils/reference.util.js';
import { IssueActs } from './issue-acts.js';
import { IssueLabels } from './issue-labels.js';
import { IssueNumbers } from './issue-numbers.js';
import { IssueTexts } from './issue-texts.js';

/** Rewrites issues and moves them between projects, in the caller's transaction. */
@Injectable()
export class IssueEditing {
  constructor(
    private readonly acts: IssueActs,
    private readonly labels: IssueLabels,
    private readonly numbers: IssueNumbers,
    private readonly texts: IssueTexts,
    @InjectEvents(issueEvents) private readonly events: IssueRecorder,
  ) {}

  async rewrite(manager: EntityManager, issue: Issue, body: string): Promise<void> {
    const before = issue.body;
    if (body === before) {
      return;
    }
    await this.acts.change(manager, issue, { body });
    await this.events.recordEvent(manager, issue, 'body_edited');
    await this.texts.spread(manager, issue, { before, after: body });
  }

  /**
   * Gives the issue a number in the other project, `number` if that is free. Labels go along by name,
   * the milestone stays behind.
   */
  async transfer(
    manager: EntityManager,
    issue: Issue,
    target: Project,
    number?: number,
  ): Promise<void> {
    if (target.id === issue.projectId) {
      return;
    }
    const from = referenceOf(issue);
    const names = await this.labels.namesOn(manager, issue.id);
    await manager.query('DELETE FROM issues_labels WHERE issue_id = $1', [issue.id]);
    await this.acts.change(manager, issue, {
      projectId: target.id,
      number: await this.numbers.take(manager, target.id, number),
      milestoneId: null,
    });
    issue.project = target;
    await this.labels.carry(manager, issue, names);
    const extra = { from, to: referenceOf(issue) };
    await this.events.recordEvent(manager, issue, 'transferred', { extra });
  }
}
