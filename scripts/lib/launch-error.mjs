/** A failure the user can mend: what happened, and what to do about it. Printed without a stack. */
export class LaunchError extends Error {
  /**
   * @param {string} problem what happened, with the value it happened to
   * @param {string} remedy what the user can do
   * @param {unknown} [cause]
   */
  constructor(problem, remedy, cause) {
    super(`${problem}\n  ${remedy}`, { cause });
    this.name = 'LaunchError';
  }
}

/** @param {string} reason what a program said about its failure */
export function remedyFor(reason) {
  return /no space left|disk full|ENOSPC/i.test(reason)
    ? 'the disk is full: free some space and start again'
    : 'mend that and start again; what was done so far stays and is not repeated';
}
