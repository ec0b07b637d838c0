import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { type Principal } from '../../http/access/principal.interface.js';
import { decodeCursor } from '../../http/pagination/cursor.js';
import { type KeysetPage, keysetPage } from '../../http/pagination/keyset-page.js';
import { type Edit } from '../../http/records/edit.interface.js';
import { assertMatches } from '../../http/records/if-match.util.js';
import { assertMayEdit } from '../../http/records/may-edit.util.js';
import { isRecordId } from '../../http/schemas/is-record-id.util.js';
import { CommentNotFoundError, NeverDestroyedError, PostNotFoundError } from './blog.errors.js';
import { Comment } from './entities/comment.entity.js';
import { Post } from './entities/post.entity.js';
import { Restorer } from './restorer.js';

const WITH_COMMENTER = {
  relations: { commenter: true },
  select: { commenter: { id: true, name: true, displayName: true } },
} as const;

/** Reads and writes comments. */
@Injectable()
export class CommentsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly restorer: Restorer,
  ) {}

  /** One page of a post's comments, oldest first. */
  async list(
    postId: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<KeysetPage<Comment>> {
    await this.assertPost(postId, this.dataSource.manager);
    const list = `comments-${postId}`;
    const after = page.after === undefined ? undefined : decodeCursor(list, page.after);
    const found = await this.dataSource.getRepository(Comment).find({
      ...WITH_COMMENTER,
      where: { postId, ...(after !== undefined && { id: MoreThan(after) }) },
      order: { id: 'ASC' },
      take: page.limit + 1,
    });
    return keysetPage(list, found, page.limit);
  }

  /** @throws CommentNotFoundError */
  async get(id: string, manager: EntityManager = this.dataSource.manager): Promise<Comment> {
    const comment =
      isRecordId(id) && (await manager.findOne(Comment, { ...WITH_COMMENTER, where: { id } }));
    if (!comment) {
      throw new CommentNotFoundError(id);
    }
    return comment;
  }

  /** @throws PostNotFoundError also when the post disappears this very moment */
  async create(postId: string, commenter: Principal, body: string): Promise<Comment> {
    return this.dataSource.transaction(async (manager) => {
      await this.assertPost(postId, manager);
      const comment = manager.create(Comment, { postId, commenterId: commenter.id, body });
      const { id } = await manager.save(comment);
      return this.get(id, manager);
    });
  }

  async update(id: string, changes: { body?: string | undefined }, edit: Edit): Promise<Comment> {
    return this.dataSource.transaction(async (manager) => {
      const comment = await this.lock(id, edit, manager);
      await manager.save(Comment, { id: comment.id, ...changes });
      return this.get(comment.id, manager);
    });
  }

  async destroy(id: string, edit: Edit): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const comment = await this.lock(id, edit, manager);
      await manager.delete(Comment, comment.id);
    });
  }

  /** Brings a destroyed comment back, if its post is there. */
  async restore(id: string, reason?: string): Promise<Comment> {
    if (!isRecordId(id)) {
      throw new CommentNotFoundError(id);
    }
    const restored = await this.restorer.restore('Comment', id, reason);
    const comment = await this.get(id);
    if (!restored) {
      throw new NeverDestroyedError('Comment', id);
    }
    return comment;
  }

  /** Shares the post's lock with other commenters, so that it stays until the comment is there. */
  private async assertPost(postId: string, manager: EntityManager): Promise<void> {
    const inTransaction = manager.queryRunner?.isTransactionActive === true;
    const post =
      isRecordId(postId) &&
      (await manager.findOne(Post, {
        select: { id: true },
        where: { id: postId },
        ...(inTransaction && { lock: { mode: 'for_key_share' } }),
      }));
    if (!post) {
      throw new PostNotFoundError(postId);
    }
  }

  private async lock(id: string, edit: Edit, manager: EntityManager): Promise<Comment> {
    const comment =
      isRecordId(id) &&
      (await manager.findOne(Comment, { where: { id }, lock: { mode: 'pessimistic_write' } }));
    if (!comment) {
      throw new CommentNotFoundError(id);
    }
    assertMayEdit(edit.editor, comment.commenterId, 'comment');
    assertMatches(edit.ifMatch, comment);
    return comment;
  }
}
