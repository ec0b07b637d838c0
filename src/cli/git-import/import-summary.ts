import type { ImportResult } from '../../domain/blog/index.js';

const numbers = new Intl.NumberFormat('en');

/** What an import did, in a few lines. */
export function importSummary(result: ImportResult, elapsed: number): string {
  const { commits, created, updated, destroyed, files, skipped } = result;
  if (commits === 0) {
    return `Nothing new; ${numbers.format(files)} files are posts.`;
  }
  const versions = created + updated + destroyed;
  const rate = Math.round((versions * 1000) / Math.max(elapsed, 1));
  return [
    `${counted(commits, 'commit')}, ${counted(versions, 'version')} (${created} created, ` +
      `${updated} updated, ${destroyed} destroyed) in ${(elapsed / 1000).toFixed(1)} s, ` +
      `${numbers.format(rate)} versions/s; ${counted(files, 'file')} ${files === 1 ? 'is a post' : 'are posts'} now.`,
    `Skipped: ${counted(skipped.binary, 'change')} of binary files, ${skipped.huge} of files above 1 MB, ` +
      `${skipped.links} of symbolic links, ${skipped.submodules} of submodules; ` +
      `${skipped.modes} changed the mode only.`,
  ].join('\n');
}

function counted(count: number, word: string): string {
  return `${numbers.format(count)} ${word}${count === 1 ? '' : 's'}`;
}
