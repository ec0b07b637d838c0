/** Anything the issues domain refuses. */
export abstract class IssuesError extends Error {
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** No such project; also for ids that can be no project's. */
export class ProjectNotFoundError extends IssuesError {
  readonly code = 'ISSUES_PROJECT_NOT_FOUND';

  constructor(id: string) {
    super(`There is no project ${shown(id)}. See GET /projects for those there are.`);
  }
}

/** No such issue; also for ids that can be no issue's. */
export class IssueNotFoundError extends IssuesError {
  readonly code = 'ISSUES_ISSUE_NOT_FOUND';

  constructor(id: string) {
    super(`There is no issue ${shown(id)}. See GET /issues for those there are.`);
  }
}

/** No such comment; also for ids that can be no comment's. */
export class IssueCommentNotFoundError extends IssuesError {
  readonly code = 'ISSUES_COMMENT_NOT_FOUND';

  constructor(id: string) {
    super(`There is no comment ${shown(id)}. See GET /issues/:id/comments for those there are.`);
  }
}

/** No such label, or none of this name on the issue. */
export class LabelNotFoundError extends IssuesError {
  readonly code = 'ISSUES_LABEL_NOT_FOUND';

  constructor(label: string) {
    super(`There is no label ${shown(label)}. See GET /projects/:id/labels for those there are.`);
  }
}

/** No such milestone. */
export class MilestoneNotFoundError extends IssuesError {
  readonly code = 'ISSUES_MILESTONE_NOT_FOUND';

  constructor(id: string) {
    super(
      `There is no milestone ${shown(id)}. See GET /projects/:id/milestones for those there are.`,
    );
  }
}

/** A conversation that only operators may add to. */
export class IssueLockedError extends IssuesError {
  readonly code = 'ISSUES_LOCKED_FORBIDDEN';

  constructor(reference: string) {
    super(`${reference} is locked: only operators may comment. Ask one of them to unlock it.`);
  }
}

/** A field of the body names a record that does not exist, or one of another project. */
export class UnknownReferenceError extends IssuesError {
  readonly code = 'ISSUES_REFERENCE_INVALID';
  readonly errors: readonly { field: string; problem: string; remedy: string }[];

  constructor(field: string, problem: string, remedy: string) {
    super(`${field} ${problem}. ${remedy}`);
    this.errors = [{ field, problem, remedy }];
  }
}

function shown(id: string): string {
  return /^\d{1,40}$/.test(id) ? id : 'of this name';
}
