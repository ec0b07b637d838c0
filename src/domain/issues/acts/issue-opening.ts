import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { happenedAt } from '../../../platform/correlation/index.js';
import { InjectEvents } from '../../../platform/events/index.js';
import { Issue } from '../entities/issue.entity.js';
import { type Project } from '../entities/project.entity.js';
import { type Author } from '../interfaces/author.interface.js';
import { issueEvents, type IssueRecorder } from '../issue.events.js';
import { IssueActs } from './issue-acts.js';
import { IssueAssignees } from './issue-assignees.js';
import { IssueLabels } from './issue-labels.js';
import { IssueNumbers } from './issue-numbers.js';
import { IssueTexts } from './issue-texts.js';
import { Subscribers } from './subscribers.js';

/** What an issue begins with. */
export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels?: readonly string[];
  /** Handles of active users. */
  readonly assignees?: readonly string[];
  readonly milestoneId?: string | null;
  /** The number it has elsewhere; another one where that is taken. @defaultValue the next one */
  readonly number?: number;
}

/** Opens issues, in the caller's transaction. */
@Injectable()
export class IssueOpening {
  constructor(
    private readonly acts: IssueActs,
    private readonly labels: IssueLabels,
    private readonly assignees: IssueAssignees,
    private readonly numbers: IssueNumbers,
    private readonly texts: IssueTexts,
    private readonly subscribers: Subscribers,
    @InjectEvents(issueEvents) private readonly events: IssueRecorder,
  ) {}

  async open(
    manager: EntityManager,
    project: Project,
    author: Author,
    input: NewIssue,
  ): Promise<Issue> {
    const issue = await this.insert(manager, project, author, input);
    await this.events.recordEvent(manager, issue, 'opened');
    if (author.id !== null) {
      const user = { id: author.id, name: author.name };
      await this.subscribers.add(manager, issue.id, user, 'author');
    }
    await this.labels.add(manager, issue, input.labels ?? []);
    await this.assignees.add(manager, issue, input.assignees ?? []);
    await this.acts.plan(manager, issue, input.milestoneId ?? null);
    await this.texts.spread(manager, issue, { before: '', after: issue.body });
    return issue;
  }

  private async insert(
    manager: EntityManager,
    project: Project,
    author: Author,
    { title, body, number }: NewIssue,
  ): Promise<Issue> {
    const at = happenedAt();
    const issue = manager.create(Issue, {
      projectId: project.id,
      number: await this.numbers.take(manager, project.id, number),
      title,
      body,
      state: 'open',
      closedReason: null,
      closedAt: null,
      duplicateOfId: null,
      locked: false,
      lockReason: null,
      pinned: false,
      linearIssue: null,
      milestoneId: null,
      authorId: author.id,
      authorName: author.name,
      createdAt: at,
      updatedAt: at,
      lastActivityAt: at,
    });
    await manager.save(issue);
    issue.project = project;
    return issue;
  }
}
