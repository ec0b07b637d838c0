import { LaunchError } from './launch-error.mjs';

/**
 * One message with the remedy for what a user can mend, everything for what only we can.
 *
 * @param {unknown} error
 */
export function reportFailure(error) {
  const known = error instanceof LaunchError ? error : mendable(error);
  if (known) console.error(`\n✗ ${known.message}`);
  else console.error('\n✗ this should not have happened:', error);
}

function mendable(error) {
  if (error?.code === 'ENOSPC') {
    return new LaunchError(
      `the disk is full (${error.path ?? error.message})`,
      'free some space (about 1 GB for the first start) and start again',
    );
  }
  if (error?.code === 'EACCES' || error?.code === 'EROFS') {
    return new LaunchError(
      `${error.path ?? 'a file'} cannot be written (${error.code})`,
      'make it writable for you, or set BACKSTORY_DATA to a folder that is',
    );
  }
  return undefined;
}
