import { IssueComment } from './entities/issue-comment.entity.js';
import { IssueSubscription } from './entities/issue-subscription.entity.js';
import { Issue } from './entities/issue.entity.js';
import { Label } from './entities/label.entity.js';
import { Milestone } from './entities/milestone.entity.js';
import { Project } from './entities/project.entity.js';

/** Every entity of the issues domain. */
export const ISSUES_ENTITIES = [
  Project,
  Label,
  Milestone,
  Issue,
  IssueComment,
  IssueSubscription,
] as const;
