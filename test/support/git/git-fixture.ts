import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Bytes = string | Buffer;

/** What a commit does: null deletes; an entry with a mode is a link, a submodule or an executable. */
export interface FixtureCommit {
  readonly files?: readonly (readonly [path: Bytes, content: Bytes | null, mode?: string])[];
  readonly message?: Bytes;
  readonly author?: string;
  /** Seconds since 1970. */
  readonly when?: number;
  /** Encoding that the commit declares. */
  readonly encoding?: string;
  readonly branch?: string;
  /** Mark of its first parent. @defaultValue the branch's last commit */
  readonly from?: number;
  /** Mark of a second parent. */
  readonly merge?: number;
}

/** A bare repository that a test makes, through `git fast-import`. */
export class GitFixture {
  readonly folder: string;
  private marks = 0;
  private readonly tips = new Map<string, number>();

  constructor(name = 'fixture.git') {
    this.folder = path.join(mkdtempSync(path.join(tmpdir(), 'backstory-git-')), name);
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', this.folder], { env: cleanEnv() });
  }

  /** Adds commits in one go; answers the mark of the last. */
  commit(...commits: readonly FixtureCommit[]): number {
    const stream = Buffer.concat(commits.flatMap((commit) => this.describe(commit)));
    const marks = path.join(this.folder, 'fixture-marks');
    const files = [`--import-marks-if-exists=${marks}`, `--export-marks=${marks}`];
    this.git(['fast-import', '--quiet', '--force', ...files], stream);
    return this.marks;
  }

  git(args: readonly string[], input?: Buffer): Buffer {
    return execFileSync('git', ['--git-dir', this.folder, '--literal-pathspecs', ...args], {
      env: cleanEnv(),
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 256 * 1024 * 1024,
    });
  }

  lines(args: readonly string[]): string[] {
    return this.git(args).toString('latin1').split('\n').filter(Boolean);
  }

  /** The first-parent line, oldest first. */
  commits(branch = 'main'): string[] {
    return this.lines(['rev-list', '--first-parent', '--reverse', branch]);
  }

  dispose(): void {
    rmSync(path.dirname(this.folder), { recursive: true, force: true });
  }

  private describe(commit: FixtureCommit): Buffer[] {
    this.marks += 1;
    const { author = 'Ann Author <ann@example.com>', encoding, merge, files = [] } = commit;
    const branch = commit.branch ?? 'main';
    const from = commit.from ?? this.tips.get(branch);
    this.tips.set(branch, this.marks);
    const when = commit.when ?? 1_700_000_000 + this.marks * 3600;
    return [
      line(`commit refs/heads/${branch}`),
      line(`mark :${this.marks}`),
      line(Buffer.from(`author ${author} ${when} +0200`, encoding ? 'latin1' : 'utf8')),
      line(`committer Carl <carl@example.com> ${1_700_000_000 + this.marks * 3600} +0000`),
      ...(encoding ? [line(`encoding ${encoding}`)] : []),
      data(commit.message ?? `Commit ${this.marks}`),
      ...(from === undefined ? [] : [line(`from :${from}`)]),
      ...(merge === undefined ? [] : [line(`merge :${merge}`)]),
      ...files.flatMap(change),
      line(''),
    ];
  }
}

function change([name, content, mode = '100644']: readonly [
  Bytes,
  Bytes | null,
  string?,
]): Buffer[] {
  const quoted = `"${[...Buffer.from(name as string)].map(octal).join('')}"`;
  if (content === null) {
    return [line(`D ${quoted}`)];
  }
  if (mode === '160000') {
    return [line(`M 160000 ${content.toString()} ${quoted}`)];
  }
  return [line(`M ${mode} inline ${quoted}`), data(content)];
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}

function data(content: Bytes): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

function line(text: Bytes): Buffer {
  return Buffer.concat([Buffer.from(text as string), Buffer.from('\n')]);
}

function cleanEnv(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null' };
}
