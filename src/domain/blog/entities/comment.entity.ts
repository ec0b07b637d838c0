import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { type Person } from '../../../http/records/person.interface.js';
import { Audited } from '../../../platform/audit/index.js';
import { Published, ReceivesFrom } from '../../../platform/sync/index.js';
import { Post } from './post.entity.js';

/** What a person says below a post; its versions show in the post's history. */
@Entity('comments')
@Audited({ parent: 'post', skip: ['version', 'updatedAt'] })
@Published('comment', { except: ['commenterId', 'version'] })
@ReceivesFrom('comment', { except: ['commenterId'] })
export class Comment {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'bigint' })
  postId: string;

  @ManyToOne(() => Post, (post) => post.comments, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'post_id' })
  post: Relation<Post>;

  @Column({ type: 'bigint' })
  commenterId: string;

  @ManyToOne('User', { nullable: false, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'commenter_id' })
  commenter: Relation<Person>;

  @VersionColumn({ type: 'integer' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
