import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { type z } from 'zod';
import { OutboxService } from '../../platform/outbox/index.js';
import { containing } from '../../http/pagination/containing.util.js';
import { decodeCursor } from '../../http/pagination/cursor.js';
import { keysetPage } from '../../http/pagination/keyset-page.js';
import { type listPostsSchema } from './dto/post.schemas.js';
import { postItemView, type PostPageView } from './dto/post.view.js';
import { Comment } from './entities/comment.entity.js';
import { Post } from './entities/post.entity.js';

/** What to list. */
export type PostFilter = z.output<typeof listPostsSchema>;

const LIST = 'posts';

/** Lists posts in four queries, however long the page is. */
@Injectable()
export class PostList {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly outbox: OutboxService,
  ) {}

  /** One page, newest first; bodies stay in the database but for their beginning. */
  async page(filter: PostFilter): Promise<PostPageView> {
    const feed_position = await this.outbox.feedPosition();
    const { entities, raw } = await this.query(filter).getRawAndEntities<{ excerpt: string }>();
    const { items: posts, next } = keysetPage(LIST, entities, filter.limit);
    const ids = posts.map((post) => post.id);
    const [tags, counts] = ids.length
      ? [await this.tagNames(ids), await this.commentCounts(ids)]
      : [new Map<string, string[]>(), new Map<string, number>()];
    const items = posts.map((post, index) =>
      postItemView({
        post,
        excerpt: raw[index]?.excerpt ?? '',
        tags: tags.get(post.id) ?? [],
        commentCount: counts.get(post.id) ?? 0,
      }),
    );
    return { items, next, feed_position };
  }

  private query(filter: PostFilter): SelectQueryBuilder<Post> {
    const query = this.dataSource
      .getRepository(Post)
      .createQueryBuilder('post')
      .innerJoin('post.author', 'author')
      .select(['post.id', 'post.title', 'post.status', 'post.version'])
      .addSelect(['post.createdAt', 'post.updatedAt'])
      .addSelect(['author.id', 'author.name', 'author.displayName'])
      .addSelect('left(post.body, 280)', 'excerpt')
      .orderBy('post.id', 'DESC')
      .limit(filter.limit + 1);
    if (filter.after !== undefined) {
      query.andWhere('post.id < :after', { after: decodeCursor(LIST, filter.after) });
    }
    if (filter.status !== undefined) {
      query.andWhere('post.status = :status', { status: filter.status });
    }
    if (filter.author !== undefined) {
      query.andWhere('author.name = :author', { author: filter.author });
    }
    if (filter.tag !== undefined) {
      query.innerJoin('post.tags', 'tag', 'tag.name = :tag', { tag: filter.tag });
    }
    if (filter.q !== undefined) {
      query.andWhere('post.title ILIKE :q', { q: containing(filter.q) });
    }
    return query;
  }

  private async tagNames(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.dataSource
      .getRepository(Post)
      .createQueryBuilder('post')
      .innerJoin('post.tags', 'tag')
      .select('post.id', 'id')
      .addSelect('array_agg(tag.name ORDER BY tag.name)', 'names')
      .where('post.id IN (:...ids)', { ids })
      .groupBy('post.id')
      .getRawMany<{ id: string; names: string[] }>();
    return new Map(rows.map((row) => [row.id, row.names]));
  }

  private async commentCounts(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.dataSource
      .getRepository(Comment)
      .createQueryBuilder('comment')
      .select('comment.postId', 'id')
      .addSelect('count(*)::int', 'count')
      .where('comment.postId IN (:...ids)', { ids })
      .groupBy('comment.postId')
      .getRawMany<{ id: string; count: number }>();
    return new Map(rows.map((row) => [row.id, row.count]));
  }
}
