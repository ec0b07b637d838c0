import type { EntityManager } from 'typeorm';
import { ImportOvertakenError } from './git-import.errors.js';
import type { GitImport } from './git-import.entity.js';
import type { LivePosts } from './import-plan.js';

/** Posts to write: a new title, and a new body unless that stays. */
export interface PostWrite {
  readonly path: string;
  readonly oldPath: string;
  readonly postId: string | undefined;
  readonly body: string | null;
}

const CREATE = `
  WITH given AS MATERIALIZED (
    SELECT nextval(pg_get_serial_sequence('posts', 'id')) AS id, path, body, n
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (path, body, n)
  ), written AS (
    INSERT INTO posts (id, title, body, status, author_id, created_at, updated_at)
    SELECT id, path, body, 'published', $3::bigint, $4::timestamptz, $4::timestamptz
    FROM given ORDER BY n
  )
  INSERT INTO git_import_files (post_id, import_id, path)
  SELECT id, $5::bigint, path FROM given
  RETURNING post_id::text AS id, path`;

const UPDATE = `
  WITH given AS MATERIALIZED (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[]) AS given (id, path, body)
  ), mapped AS (
    UPDATE git_import_files AS file SET path = given.path
    FROM given WHERE file.post_id = given.id AND file.path <> given.path
  )
  UPDATE posts SET title = given.path, body = coalesce(given.body, posts.body), updated_at = $4
  FROM given WHERE posts.id = given.id
  RETURNING posts.id`;

const DESTROY = 'DELETE FROM posts WHERE id = ANY ($1::bigint[]) RETURNING id';

/** Writes the posts of one commit, one statement for many; remembers what it means for the paths. */
export class PostWriter {
  readonly written = { created: 0, updated: 0, destroyed: 0 };
  private readonly gone: string[] = [];
  private readonly come: [path: string, postId: string][] = [];

  constructor(
    private readonly manager: EntityManager,
    private readonly target: { readonly record: GitImport; readonly live: LivePosts },
    private readonly authoredAt: string,
  ) {}

  async destroy(paths: readonly string[]): Promise<void> {
    if (paths.length > 0) {
      const ids = paths.map((path) => this.target.live.get(path)!);
      this.expectAll(ids, (await this.manager.query<[unknown[]]>(DESTROY, [ids]))[0]);
      this.gone.push(...paths);
      this.written.destroyed += paths.length;
    }
  }

  async write(posts: readonly PostWrite[]): Promise<void> {
    await this.update(posts.filter((post) => post.postId !== undefined));
    await this.create(posts.filter((post) => post.postId === undefined));
  }

  /** To be called once the transaction is committed. */
  applyTo(live: LivePosts): void {
    for (const path of this.gone) {
      live.delete(path);
    }
    for (const [path, postId] of this.come) {
      live.set(path, postId);
    }
  }

  private async update(posts: readonly PostWrite[]): Promise<void> {
    if (posts.length === 0) {
      return;
    }
    const columns = [
      posts.map((p) => p.postId),
      posts.map((p) => p.path),
      posts.map((p) => p.body),
    ];
    const [rows] = await this.manager.query<[unknown[]]>(UPDATE, [...columns, this.authoredAt]);
    this.expectAll(posts, rows);
    for (const { oldPath, path, postId } of posts.filter((post) => post.path !== post.oldPath)) {
      this.gone.push(oldPath);
      this.come.push([path, postId!]);
    }
    this.written.updated += posts.length;
  }

  private async create(posts: readonly PostWrite[]): Promise<void> {
    if (posts.length === 0) {
      return;
    }
    const { record } = this.target;
    const rows = await this.manager.query<{ id: string; path: string }[]>(CREATE, [
      posts.map((post) => post.path),
      posts.map((post) => post.body),
      record.authorId,
      this.authoredAt,
      record.id,
    ]);
    this.come.push(...rows.map(({ id, path }) => [path, id] as [string, string]));
    this.written.created += posts.length;
  }

  /** Somebody deleted one of the posts meanwhile; read anew, the file will become another post. */
  private expectAll(wanted: readonly unknown[], got: readonly unknown[]): void {
    if (wanted.length !== got.length) {
      throw new ImportOvertakenError(this.target.record.name);
    }
  }
}
