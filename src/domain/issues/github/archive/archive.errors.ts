import { GithubError } from '../github.errors.js';

/** The archive cannot be opened, or not be read to its end. */
export class ArchiveUnreadableError extends GithubError {
  readonly code = 'ISSUES_ARCHIVE_UNREADABLE';

  constructor(name: string, cause: unknown, line?: number) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const where = line === undefined ? '' : ` after line ${line}`;
    super(
      `${name} cannot be read${where} (${why}). What was imported so far stays; get the file anew ` +
        'and run the same command again.',
      { cause },
    );
  }
}

/** Somebody else reads the same archive at this moment. */
export class ArchiveBusyError extends GithubError {
  readonly code = 'ISSUES_ARCHIVE_BUSY';

  constructor(name: string) {
    super(
      `Another process imports ${name} at this moment. ` +
        'Wait until it is done, then run again: the import goes on where it stands.',
    );
  }
}
