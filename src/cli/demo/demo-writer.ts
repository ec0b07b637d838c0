import { type DataSource, type EntityManager, In } from 'typeorm';
import { Comment, Post, Tag } from '../../domain/blog/index.js';
import type { User } from '../../domain/identity/index.js';
import { runInNewContext } from '../../platform/correlation/index.js';
import type { DemoStep } from './demo-step.interface.js';

const HOUR = 3_600_000;

/**
 * Plays the demo's script. Its versions lie in the past and say so: their source is `replay`, like
 * that of every history that is brought in afterwards.
 */
export class DemoWriter {
  private readonly posts = new Map<string, string>();
  private readonly comments = new Map<string, string>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly people: ReadonlyMap<string, User>,
    private readonly now: number,
  ) {}

  async play(step: DemoStep): Promise<void> {
    const at = new Date(this.now - step.ago * HOUR);
    const context = {
      actor: { id: step.by, type: 'user' },
      reason: step.why,
      source: 'replay',
      occurredAt: at.toISOString(),
    };
    await runInNewContext(context, () =>
      this.dataSource.transaction(async (manager) => {
        await this.writePost(step, at, manager);
        await this.writeComment(step, at, manager);
      }),
    );
  }

  private async writePost(step: DemoStep, at: Date, manager: EntityManager): Promise<void> {
    if (step.create) {
      const { tags, ...columns } = step.create;
      const post = await manager.save(Post, {
        ...columns,
        authorId: this.idOf(step.by),
        createdAt: at,
        updatedAt: at,
        tags: await this.tags(tags, manager),
      });
      this.posts.set(step.post, post.id);
      return;
    }
    const id = this.postId(step);
    if (step.edit || step.tags) {
      await manager.save(Post, {
        id,
        ...step.edit,
        updatedAt: at,
        ...(step.tags && { tags: await this.tags(step.tags, manager) }),
      });
    }
    if (step.destroy === true) {
      await manager.delete(Post, id);
    }
  }

  private async writeComment(step: DemoStep, at: Date, manager: EntityManager): Promise<void> {
    if (step.comment !== undefined) {
      const comment = await manager.save(Comment, {
        body: step.comment,
        postId: this.postId(step),
        commenterId: this.idOf(step.by),
        createdAt: at,
        updatedAt: at,
      });
      this.comments.set(step.post, comment.id);
    }
    const id = this.comments.get(step.post);
    if (step.editComment !== undefined && id !== undefined) {
      await manager.save(Comment, { id, body: step.editComment, updatedAt: at });
    }
  }

  private async tags(names: readonly string[], manager: EntityManager): Promise<Tag[]> {
    const known = await manager.findBy(Tag, { name: In([...names]) });
    const missing = names.filter((name) => !known.some((tag) => tag.name === name));
    return [
      ...known,
      ...(await manager.save(
        Tag,
        missing.map((name) => ({ name })),
      )),
    ];
  }

  private postId(step: DemoStep): string {
    const id = this.posts.get(step.post);
    if (id === undefined) {
      throw new Error(`the demo's script edits the post "${step.post}" before it is written`);
    }
    return id;
  }

  private idOf(name: string): string {
    const person = this.people.get(name);
    if (!person) {
      throw new Error(`the demo has no person named "${name}"`);
    }
    return person.id;
  }
}
