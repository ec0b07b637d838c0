import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { type Person } from '../../../http/records/person.interface.js';
import { Audited } from '../../../platform/audit/index.js';
import { Published, ReceivesFrom } from '../../../platform/sync/index.js';
import { type PostStatus } from '../interfaces/post-status.interface.js';
import { Comment } from './comment.entity.js';
import { Tag } from './tag.entity.js';

/** An article, or any text file that an import brought in: titles and bodies have no tight limits. */
@Entity('posts')
@Audited({ label: 'title', skip: ['version', 'updatedAt'] })
@Published('post', { except: ['authorId', 'version'] })
@ReceivesFrom('post', { except: ['authorId'], conflicts: 'field_merge' })
export class Post {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'text', default: 'draft' })
  status: PostStatus;

  @Column({ type: 'bigint' })
  authorId: string;

  /** Named by string: the blog meets identity in the database only, never by import. */
  @ManyToOne('User', { nullable: false, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'author_id' })
  author: Relation<Person>;

  @ManyToMany(() => Tag)
  @JoinTable({
    name: 'posts_tags',
    joinColumn: { name: 'post_id' },
    inverseJoinColumn: { name: 'tag_id' },
  })
  tags: Relation<Tag>[];

  @OneToMany(() => Comment, (comment) => comment.post)
  comments: Relation<Comment>[];

  /** The ETag. The database raises it with every change of the row, whoever writes. */
  @VersionColumn({ type: 'integer' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
