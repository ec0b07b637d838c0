import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { isRecordId } from '../../../http/schemas/is-record-id.util.js';
import { happenedAt } from '../../../platform/correlation/index.js';
import { InjectEvents } from '../../../platform/events/index.js';
import { Issue } from '../entities/issue.entity.js';
import { Milestone } from '../entities/milestone.entity.js';
import { Project } from '../entities/project.entity.js';
import { type CloseReason, type LockReason } from '../interfaces/issue-words.js';
import { issueEvents, type IssueRecorder } from '../issue.events.js';
import { UnknownReferenceError } from '../issues.errors.js';
import { referenceOf } from '../utils/reference.util.js';

/**
 * What can be done to an issue, whoever does it: a person, a workflow, a mirror of another tracker.
 * Everything runs in the caller's transaction, on an issue that `LockedIssues` gave out. Acts that
 * change nothing leave no trace.
 */
@Injectable()
export class IssueActs {
  constructor(@InjectEvents(issueEvents) private readonly events: IssueRecorder) {}

  async rename(manager: EntityManager, issue: Issue, title: string): Promise<void> {
    const from = issue.title;
    if (title !== from) {
      await this.change(manager, issue, { title });
      await this.events.recordEvent(manager, issue, 'renamed', { extra: { from, to: title } });
    }
  }

  async close(
    manager: EntityManager,
    issue: Issue,
    reason: CloseReason,
    original?: Issue,
  ): Promise<void> {
    const duplicateOfId = original?.id ?? null;
    if (
      issue.state === 'closed' &&
      issue.closedReason === reason &&
      issue.duplicateOfId === duplicateOfId
    ) {
      return;
    }
    await this.change(manager, issue, {
      state: 'closed',
      closedReason: reason,
      closedAt: happenedAt(),
      duplicateOfId,
    });
    await this.events.recordEvent(manager, issue, 'closed', { extra: { reason } });
    if (original) {
      const of = { id: original.id, reference: referenceOf(original), title: original.title };
      await this.events.recordEvent(manager, issue, 'marked_as_duplicate', { extra: { of } });
    }
  }

  async reopen(manager: EntityManager, issue: Issue): Promise<void> {
    if (issue.state === 'closed') {
      await this.change(manager, issue, {
        state: 'open',
        closedReason: null,
        closedAt: null,
        duplicateOfId: null,
      });
      await this.events.recordEvent(manager, issue, 'reopened');
    }
  }

  async lock(manager: EntityManager, issue: Issue, reason: LockReason | null): Promise<void> {
    if (!issue.locked || issue.lockReason !== reason) {
      await this.change(manager, issue, { locked: true, lockReason: reason });
      await this.events.recordEvent(manager, issue, 'locked', { extra: { reason } });
    }
  }

  async unlock(manager: EntityManager, issue: Issue): Promise<void> {
    if (issue.locked) {
      await this.change(manager, issue, { locked: false, lockReason: null });
      await this.events.recordEvent(manager, issue, 'unlocked');
    }
  }

  async pin(manager: EntityManager, issue: Issue, pinned: boolean): Promise<void> {
    if (issue.pinned !== pinned) {
      await this.change(manager, issue, { pinned });
      await this.events.recordEvent(manager, issue, pinned ? 'pinned' : 'unpinned');
    }
  }

  /** @throws UnknownReferenceError when the milestone is not one of the issue's project */
  async plan(manager: EntityManager, issue: Issue, milestoneId: string | null): Promise<void> {
    if (milestoneId === issue.milestoneId) {
      return;
    }
    const before = await this.titleOf(manager, issue.milestoneId);
    const after =
      milestoneId === null ? null : await this.milestone(manager, issue.projectId, milestoneId);
    await this.change(manager, issue, { milestoneId });
    if (before !== undefined) {
      await this.events.recordEvent(manager, issue, 'demilestoned', { extra: { title: before } });
    }
    if (after) {
      const extra = { title: after.title };
      await this.events.recordEvent(manager, issue, 'milestoned', { record: after, extra });
    }
  }

  /** @throws UnknownReferenceError when the project has no such milestone */
  async milestone(manager: EntityManager, projectId: string, id: string): Promise<Milestone> {
    const milestone = isRecordId(id) && (await manager.findOneBy(Milestone, { id, projectId }));
    if (!milestone) {
      throw new UnknownReferenceError(
        'milestone_id',
        'is no milestone of this project',
        'Send the id of one of GET /projects/:id/milestones, or null.',
      );
    }
    return milestone;
  }

  /** The project that an issue is to be in. @throws UnknownReferenceError */
  async project(manager: EntityManager, id: string): Promise<Project> {
    const project = isRecordId(id) && (await manager.findOneBy(Project, { id }));
    if (!project) {
      throw new UnknownReferenceError(
        'project_id',
        'is no project',
        'Send the id of one of GET /projects.',
      );
    }
    return project;
  }

  private async titleOf(manager: EntityManager, id: string | null): Promise<string | undefined> {
    return id === null ? undefined : (await manager.findOneBy(Milestone, { id }))?.title;
  }

  /** Writes the row and keeps the caller's copy true to it. */
  async change(manager: EntityManager, issue: Issue, columns: Partial<Issue>): Promise<void> {
    const at = happenedAt();
    const lastActivityAt = at > issue.lastActivityAt ? at : issue.lastActivityAt;
    const changed = { ...columns, updatedAt: at, lastActivityAt };
    await manager.update(Issue, issue.id, changed);
    Object.assign(issue, changed);
  }
}
