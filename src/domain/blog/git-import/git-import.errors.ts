/** Anything that stops an import of a git repository, in words for the person at the terminal. */
export abstract class GitImportError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** There is no `git` to ask. */
export class GitMissingError extends GitImportError {
  readonly code = 'BLOG_GIT_MISSING';

  constructor(cause: unknown) {
    super('git was not found. Install git 2.31 or later and see that it is on PATH.', { cause });
  }
}

/** git refused, or died. */
export class GitFailedError extends GitImportError {
  readonly code = 'BLOG_GIT_FAILED';

  constructor(
    command: string,
    readonly complaint: string,
  ) {
    super(
      `"git ${command}" failed: ${complaint || 'it said nothing'}. ` +
        'Check the repository with "git fsck"; what was imported so far stays, run again to go on.',
    );
  }
}

/** The path holds no repository that git would open. */
export class NotARepositoryError extends GitImportError {
  readonly code = 'BLOG_NOT_A_REPOSITORY';

  constructor(path: string, complaint: string) {
    super(
      `${path} is not a git repository (${complaint}). ` +
        'Name the top folder of a working copy, or a bare repository.',
    );
  }
}

/** The history is cut off: its beginning is not there to be imported. */
export class ShallowRepositoryError extends GitImportError {
  readonly code = 'BLOG_REPOSITORY_SHALLOW';

  constructor(path: string) {
    super(
      `${path} is a shallow clone: its history has no beginning. ` +
        'Run "git fetch --unshallow" in it, then import again.',
    );
  }
}

/** No commit to import. */
export class EmptyRepositoryError extends GitImportError {
  readonly code = 'BLOG_REPOSITORY_EMPTY';

  constructor(path: string, branches: readonly string[]) {
    super(
      branches.length === 0
        ? `${path} has no commits yet. Commit something, then import again.`
        : `HEAD of ${path} has no commits. Choose a branch with --branch: ${branches.join(', ')}.`,
    );
  }
}

/** No such branch. */
export class UnknownBranchError extends GitImportError {
  readonly code = 'BLOG_BRANCH_UNKNOWN';

  constructor(branch: string, branches: readonly string[]) {
    super(
      `There is no branch "${branch}". Choose one of: ${branches.join(', ') || 'none exists yet'}.`,
    );
  }
}

/** The commit that was imported last is no longer on the branch's first-parent line. */
export class HistoryRewrittenError extends GitImportError {
  readonly code = 'BLOG_HISTORY_REWRITTEN';

  constructor(name: string, branch: string, lastCommit: string | null) {
    super(
      `The history of ${branch} was rewritten since "${name}" was imported: commit ` +
        `${lastCommit ?? '(its first)'} is no longer on its first-parent line. A trail is never ` +
        'rewritten: import the new history beside it with --as <another name>.',
    );
  }
}

/** Somebody else moved the same import on meanwhile. */
export class ImportOvertakenError extends GitImportError {
  readonly code = 'BLOG_IMPORT_OVERTAKEN';

  constructor(name: string) {
    super(
      `Another process imports "${name}" or changes its posts at this moment. ` +
        'Wait until it is done, then run again: the import goes on where it stands.',
    );
  }
}

/** There is nothing to verify. */
export class NotImportedError extends GitImportError {
  readonly code = 'BLOG_NOT_IMPORTED';

  constructor(path: string, branch: string) {
    super(`${branch} of ${path} was never imported. Leave out --verify-only to import it.`);
  }
}

/** The audit trail and git tell different histories. */
export class TrailDiffersError extends GitImportError {
  readonly code = 'BLOG_TRAIL_DIFFERS';

  constructor(count: number) {
    super(`The audit trail differs from git in ${count} place(s); they are listed above.`);
  }
}
