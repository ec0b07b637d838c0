import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type z } from 'zod';
import { type Principal } from '../../http/access/principal.interface.js';
import { type Edit } from '../../http/records/edit.interface.js';
import { assertMatches } from '../../http/records/if-match.util.js';
import { assertMayEdit } from '../../http/records/may-edit.util.js';
import { isRecordId } from '../../http/schemas/is-record-id.util.js';
import { NeverDestroyedError, PostNotFoundError } from './blog.errors.js';
import { type createPostSchema, type updatePostSchema } from './dto/post.schemas.js';
import { Post } from './entities/post.entity.js';
import { Restorer } from './restorer.js';
import { TagWords } from './tag-words.js';

const PERSON = { id: true, name: true, displayName: true } as const;

/** Reads and writes single posts. */
@Injectable()
export class PostsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly tags: TagWords,
    private readonly restorer: Restorer,
  ) {}

  /** @throws PostNotFoundError */
  async get(id: string, manager: EntityManager = this.dataSource.manager): Promise<Post> {
    const post =
      isRecordId(id) &&
      (await manager.findOne(Post, {
        where: { id },
        relations: { author: true, tags: true },
        select: { author: PERSON },
      }));
    if (!post) {
      throw new PostNotFoundError(id);
    }
    return post;
  }

  async create(author: Principal, input: z.output<typeof createPostSchema>): Promise<Post> {
    return this.dataSource.transaction(async (manager) => {
      const tags = await this.tags.ensure(input.tags, manager);
      const { title, body, status } = input;
      const post = manager.create(Post, { title, body, status, authorId: author.id, tags });
      const { id } = await manager.save(post);
      return this.get(id, manager);
    });
  }

  /** Changes what `input` names; nothing is written when nothing differs. */
  async update(id: string, input: z.output<typeof updatePostSchema>, edit: Edit): Promise<Post> {
    return this.dataSource.transaction(async (manager) => {
      const post = await this.lock(id, edit, manager);
      const { tags, ...columns } = input;
      await manager.save(Post, { id: post.id, ...columns });
      if (tags && (await this.replaceTags(post, tags, manager))) {
        // The tags are part of what the ETag stands for; the row itself may not have changed.
        await manager.update(Post, post.id, { updatedAt: () => 'clock_timestamp()' });
      }
      return this.get(post.id, manager);
    });
  }

  /** Destroys a post, its comments and its tag links; history can bring them back. */
  async destroy(id: string, edit: Edit): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const post = await this.lock(id, edit, manager);
      await manager.delete(Post, post.id);
    });
  }

  /** Brings a destroyed post back with its comments and tags. */
  async restore(id: string, reason?: string): Promise<Post> {
    if (!isRecordId(id)) {
      throw new PostNotFoundError(id);
    }
    const restored = await this.restorer.restore('Post', id, reason);
    const post = await this.get(id);
    if (!restored) {
      throw new NeverDestroyedError('Post', id);
    }
    return post;
  }

  /** Locks the row before looking at its version: of parallel writers with one ETag one gets through. */
  private async lock(id: string, edit: Edit, manager: EntityManager): Promise<Post> {
    const post =
      isRecordId(id) &&
      (await manager.findOne(Post, { where: { id }, lock: { mode: 'pessimistic_write' } }));
    if (!post) {
      throw new PostNotFoundError(id);
    }
    assertMayEdit(edit.editor, post.authorId, 'post');
    assertMatches(edit.ifMatch, post);
    return post;
  }

  private async replaceTags(
    { id }: Post,
    names: readonly string[],
    manager: EntityManager,
  ): Promise<boolean> {
    const before = (await this.get(id, manager)).tags;
    const after = await this.tags.ensure(names, manager);
    const added = after.filter((tag) => !before.some((old) => old.id === tag.id));
    const removed = before.filter((old) => !after.some((tag) => tag.id === old.id));
    if (added.length + removed.length === 0) {
      return false;
    }
    await manager
      .createQueryBuilder()
      .relation(Post, 'tags')
      .of(id)
      .addAndRemove(
        added.map((tag) => tag.id),
        removed.map((tag) => tag.id),
      );
    return true;
  }
}
