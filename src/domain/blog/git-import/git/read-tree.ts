import { textOf } from './exact-text.js';
import type { TreeEntry } from './file-change.js';
import type { Git } from './git.js';

/** A path of a commit's tree. */
export interface TreeFile extends TreeEntry {
  readonly path: string;
}

/** Everything that a commit holds, folders opened. */
export async function* readTree(git: Git, commit: string): AsyncGenerator<TreeFile> {
  const process = git.start(['ls-tree', '-r', '-z', '--full-tree', commit]);
  process.finishInput();
  try {
    for (;;) {
      const entry = await process.output.readThrough(0);
      if (entry === undefined) {
        break;
      }
      const tab = entry.indexOf('\t');
      const [mode = '', , blob = ''] = entry.subarray(0, tab).toString('latin1').split(' ');
      yield { mode, blob, path: textOf(entry.subarray(tab + 1)) };
    }
    await process.ended;
  } finally {
    process.stop();
  }
}
