/** A side of a change: what the tree holds at the path. */
export interface TreeEntry {
  /** As git writes it: `100644`, `100755`, `120000` (link), `160000` (submodule), `000000` (nothing). */
  readonly mode: string;
  readonly blob: string;
}

/** One path that a commit changed, against its first parent. */
export interface FileChange {
  /** Where it was; the same as `path` unless it was renamed. */
  readonly oldPath: string;
  readonly path: string;
  readonly before: TreeEntry;
  readonly after: TreeEntry;
}

/** A commit and what it changed; nothing for an empty commit. */
export interface CommitChanges {
  readonly sha: string;
  readonly changes: readonly FileChange[];
}

/** A regular file, executable or not. */
export function isFile({ mode }: TreeEntry): boolean {
  return mode.startsWith('100');
}
