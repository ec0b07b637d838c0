import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { isRecordId } from '../../../http/schemas/is-record-id.util.js';
import { Issue } from '../entities/issue.entity.js';
import { Project } from '../entities/project.entity.js';
import { IssueNotFoundError } from '../issues.errors.js';

/** Gives out issues to be changed, one caller at a time. */
@Injectable()
export class LockedIssues {
  /**
   * Not FOR UPDATE: whoever refers to this issue meanwhile must not wait, or two issues that name
   * each other would deadlock.
   * @throws IssueNotFoundError
   */
  async lock(manager: EntityManager, id: string): Promise<Issue> {
    const issue =
      isRecordId(id) &&
      (await manager.findOne(Issue, { where: { id }, lock: { mode: 'for_no_key_update' } }));
    if (!issue) {
      throw new IssueNotFoundError(id);
    }
    issue.project = await manager.findOneByOrFail(Project, { id: issue.projectId });
    return issue;
  }

  /** An issue that is only referred to. @throws IssueNotFoundError */
  async read(manager: EntityManager, id: string): Promise<Issue> {
    const issue =
      isRecordId(id) &&
      (await manager.findOne(Issue, { where: { id }, relations: { project: true } }));
    if (!issue) {
      throw new IssueNotFoundError(id);
    }
    return issue;
  }
}
