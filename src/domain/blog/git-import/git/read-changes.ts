import type { Git } from './git.js';
import type { GitProcess } from './git-process.js';
import { textOf } from './exact-text.js';
import type { CommitChanges, FileChange } from './file-change.js';

/** As git's own default: with more candidates in one commit, only exact renames are found. */
const MOST_RENAME_CANDIDATES = 1000;
const NUL = 0;

/**
 * What each commit changed against its first parent, in the order given; read as fast as it is
 * consumed. With `renames`, a removed and an added file that git takes for the same are one change.
 */
export async function* readChanges(
  git: Git,
  commits: AsyncIterable<string>,
  { renames }: { readonly renames: boolean },
): AsyncGenerator<CommitChanges> {
  const process = git.start([
    'diff-tree',
    '--stdin',
    '-r',
    '-z',
    '--root',
    '--always',
    '--no-abbrev',
    '--diff-merges=first-parent',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=none',
    ...(renames ? ['--find-renames', `-l${MOST_RENAME_CANDIDATES}`] : ['--no-renames']),
  ]);
  const feeding = feed(process, commits);
  // What was fed is still answered; the failure comes after it.
  feeding.catch(() => process.finishInput());
  try {
    yield* parse(process);
    await feeding;
    await process.ended;
  } finally {
    process.stop();
  }
}

async function feed(process: GitProcess, commits: AsyncIterable<string>): Promise<void> {
  for await (const sha of commits) {
    if (!(await process.write(`${sha}\n`))) {
      return;
    }
  }
  process.finishInput();
}

async function* parse(process: GitProcess): AsyncGenerator<CommitChanges> {
  let sha: string | undefined;
  let changes: FileChange[] = [];
  for (;;) {
    const token = await process.output.readThrough(NUL);
    if (token === undefined) {
      break;
    }
    const text = token.toString('latin1');
    if (text.startsWith(':')) {
      changes.push(await readChange(process, text.slice(1)));
      continue;
    }
    if (sha !== undefined) {
      yield { sha, changes };
    }
    sha = text;
    changes = [];
  }
  if (sha !== undefined) {
    yield { sha, changes };
  }
}

async function readChange(process: GitProcess, facts: string): Promise<FileChange> {
  const [oldMode = '', mode = '', oldBlob = '', blob = '', status = ''] = facts.split(' ');
  const oldPath = await readPath(process);
  return {
    oldPath,
    path: status.startsWith('R') ? await readPath(process) : oldPath,
    before: { mode: oldMode, blob: oldBlob },
    after: { mode, blob },
  };
}

async function readPath(process: GitProcess): Promise<string> {
  const path = await process.output.readThrough(NUL);
  if (path === undefined) {
    throw await process.whyItEnded();
  }
  return textOf(path);
}
