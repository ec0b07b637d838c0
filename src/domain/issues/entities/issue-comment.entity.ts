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
import { Issue } from './issue.entity.js';

/** What somebody says about an issue; its versions show in the issue's history. */
@Entity('issue_comments')
@Audited({ parent: 'issue', skip: ['version', 'updatedAt'] })
export class IssueComment {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'bigint' })
  issueId: string;

  @ManyToOne(() => Issue, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'issue_id' })
  issue: Relation<Issue>;

  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'bigint', nullable: true })
  authorId: string | null;

  @ManyToOne('User', { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'author_id' })
  author: Relation<Person> | null;

  /** The handle it was written under; all there is of an author without an account. */
  @Column({ type: 'text' })
  authorName: string;

  @VersionColumn({ type: 'integer' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
