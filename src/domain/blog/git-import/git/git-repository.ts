import { realpath } from 'node:fs/promises';
import path from 'node:path';
import {
  EmptyRepositoryError,
  GitFailedError,
  NotARepositoryError,
  ShallowRepositoryError,
  UnknownBranchError,
} from '../git-import.errors.js';
import type { CommitChanges } from './file-change.js';
import { Git } from './git.js';
import type { Environment } from './git-environment.js';
import { GitObjects } from './git-objects.js';
import { readChanges } from './read-changes.js';
import { readTree, type TreeFile } from './read-tree.js';

const MOST_BRANCHES_NAMED = 10;

/** Where an import reads to. */
export interface Tip {
  readonly branch: string;
  readonly commit: string;
  /** The first commit of the branch's first-parent line. */
  readonly root: string;
  /** How many commits that line has. */
  readonly commits: number;
}

/** A repository on this machine, read only. */
export class GitRepository {
  private constructor(
    /** Its folder, without symbolic links. */
    readonly location: string,
    private readonly git: Git,
  ) {}

  /** @throws NotARepositoryError when the folder is none itself; a folder inside of one is refused */
  static async open(folder: string, env: Environment): Promise<GitRepository> {
    const location = await realpath(folder).catch(() => {
      throw new NotARepositoryError(folder, 'there is no such folder');
    });
    const outside = new Git(['-C', location], env, {
      GIT_CEILING_DIRECTORIES: path.dirname(location),
    });
    const place = await outside
      .line(['rev-parse', '--absolute-git-dir'])
      .catch((error: unknown) => {
        if (error instanceof GitFailedError) {
          throw new NotARepositoryError(folder, error.complaint.split('\n')[0] ?? '');
        }
        throw error;
      });
    const git = outside.at([`--git-dir=${place}`]);
    if ((await git.line(['rev-parse', '--is-shallow-repository'])) === 'true') {
      throw new ShallowRepositoryError(folder);
    }
    return new GitRepository(location, git);
  }

  /** The end of a branch; without a name, of the one that HEAD names. */
  async tip(branch?: string): Promise<Tip> {
    const name = branch ?? ((await this.find(['symbolic-ref', '-q', '--short', 'HEAD'])) || 'HEAD');
    const commit = await (branch === undefined ? this.commitOf('HEAD') : this.branchCommit(branch));
    if (!commit) {
      const branches = await this.branches();
      throw branch === undefined
        ? new EmptyRepositoryError(this.location, branches)
        : new UnknownBranchError(branch, branches);
    }
    const line = ['rev-list', '--first-parent'];
    return {
      branch: name,
      commit,
      root: await this.git.line([...line, '--max-parents=0', commit]),
      commits: Number(await this.git.line([...line, '--count', commit])),
    };
  }

  /** The first-parent line up to the tip, oldest first. */
  commits(tip: string): AsyncGenerator<string> {
    return this.git.lines(['rev-list', '--first-parent', '--reverse', tip]);
  }

  /** What the commits changed against their first parents. */
  changes(
    commits: AsyncIterable<string>,
    options: { readonly renames: boolean },
  ): AsyncGenerator<CommitChanges> {
    return readChanges(this.git, commits, options);
  }

  /** Every file of a commit. */
  files(commit: string): AsyncGenerator<TreeFile> {
    return readTree(this.git, commit);
  }

  objects(): GitObjects {
    return new GitObjects(this.git);
  }

  private async branchCommit(branch: string): Promise<string> {
    for (const folder of ['heads', 'remotes', 'remotes/origin', 'tags']) {
      const commit = await this.commitOf(`refs/${folder}/${branch}`);
      if (commit) {
        return commit;
      }
    }
    return '';
  }

  private commitOf(reference: string): Promise<string> {
    return this.find(['rev-parse', '--verify', '-q', '--end-of-options', `${reference}^{commit}`]);
  }

  private async branches(): Promise<string[]> {
    const names: string[] = [];
    const format = ['for-each-ref', '--format=%(refname:short)', `--count=${MOST_BRANCHES_NAMED}`];
    for await (const name of this.git.lines([...format, 'refs/heads', 'refs/remotes'])) {
      names.push(name);
    }
    return names;
  }

  /** The line it prints; `''` when git knows of nothing. */
  private async find(args: readonly string[]): Promise<string> {
    try {
      return await this.git.line(args);
    } catch (error) {
      if (error instanceof GitFailedError) {
        return '';
      }
      throw error;
    }
  }
}
