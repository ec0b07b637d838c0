import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type z } from 'zod';
import { type Principal } from '../../http/access/principal.interface.js';
import { type Edit } from '../../http/records/edit.interface.js';
import { assertMatches } from '../../http/records/if-match.util.js';
import { assertMayEdit } from '../../http/records/may-edit.util.js';
import { isRecordId } from '../../http/schemas/is-record-id.util.js';
import { IssueActs } from './acts/issue-acts.js';
import { IssueEditing } from './acts/issue-editing.js';
import { IssueOpening } from './acts/issue-opening.js';
import { LockedIssues } from './acts/locked-issues.js';
import {
  type closeIssueSchema,
  type editIssueSchema,
  type openIssueSchema,
} from './dto/issue.schemas.js';
import { type Issue } from './entities/issue.entity.js';
import { Project } from './entities/project.entity.js';
import {
  IssueNotFoundError,
  ProjectNotFoundError,
  UnknownReferenceError,
} from './issues.errors.js';

/** One thing that is done to a locked issue, in a transaction. */
export type IssueAct = (manager: EntityManager, issue: Issue) => Promise<unknown>;

/** Writes issues for people: who may do what, one transaction per request. */
@Injectable()
export class IssuesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly issues: LockedIssues,
    private readonly opening: IssueOpening,
    private readonly editing: IssueEditing,
    private readonly acts: IssueActs,
  ) {}

  /** @returns the id of the new issue */
  async open(
    projectId: string,
    author: Principal,
    input: z.output<typeof openIssueSchema>,
  ): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const project =
        isRecordId(projectId) && (await manager.findOneBy(Project, { id: projectId }));
      if (!project) {
        throw new ProjectNotFoundError(projectId);
      }
      const { milestone_id: milestoneId, ...rest } = input;
      const issue = await this.opening.open(manager, project, author, { ...rest, milestoneId });
      return issue.id;
    });
  }

  /** Changes what `input` names. */
  async edit(id: string, input: z.output<typeof editIssueSchema>, edit: Edit): Promise<void> {
    await this.own(id, edit, async (manager, issue) => {
      if (input.title !== undefined) {
        await this.acts.rename(manager, issue, input.title);
      }
      if (input.body !== undefined) {
        await this.editing.rewrite(manager, issue, input.body);
      }
      if (input.milestone_id !== undefined) {
        await this.acts.plan(manager, issue, input.milestone_id);
      }
      if (input.linear_issue !== undefined && input.linear_issue !== issue.linearIssue) {
        await this.acts.change(manager, issue, { linearIssue: input.linear_issue });
      }
    });
  }

  async close(id: string, input: z.output<typeof closeIssueSchema>, edit: Edit): Promise<void> {
    await this.own(id, edit, async (manager, issue) => {
      const original = input?.duplicate_of;
      const reason = input?.reason ?? (original === undefined ? 'completed' : 'duplicate');
      await this.acts.close(
        manager,
        issue,
        reason,
        original === undefined ? undefined : await this.original(manager, issue, original),
      );
    });
  }

  async transfer(id: string, projectId: string, edit: Edit): Promise<void> {
    await this.own(id, edit, async (manager, issue) => {
      await this.editing.transfer(manager, issue, await this.acts.project(manager, projectId));
    });
  }

  /** Does what the author and operators may do. */
  own(id: string, edit: Edit, act: IssueAct): Promise<void> {
    return this.change(id, edit, async (manager, issue) => {
      assertMayEdit(edit.editor, issue.authorId ?? '', 'issue');
      await act(manager, issue);
    });
  }

  /** Does what everybody may do whose role the route lets in. */
  async change(id: string, edit: Edit, act: IssueAct): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const issue = await this.issues.lock(manager, id);
      assertMatches(edit.ifMatch, issue);
      await act(manager, issue);
    });
  }

  private async original(manager: EntityManager, issue: Issue, id: string): Promise<Issue> {
    if (id === issue.id) {
      throw new UnknownReferenceError(
        'duplicate_of',
        'is the issue itself',
        'Send the id of another issue.',
      );
    }
    try {
      return await this.issues.read(manager, id);
    } catch (error) {
      if (error instanceof IssueNotFoundError) {
        throw new UnknownReferenceError(
          'duplicate_of',
          'is no issue',
          'Send the id of one of GET /issues.',
        );
      }
      throw error;
    }
  }
}
