import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { type Person } from '../../../http/records/person.interface.js';
import { Audited } from '../../../platform/audit/index.js';
import { type SubscriptionReason } from '../interfaces/issue-words.js';
import { Issue } from './issue.entity.js';

/** Somebody who is told what happens to an issue. */
@Entity('issue_subscriptions')
@Unique(['issueId', 'userId'])
@Audited({ parent: 'issue' })
export class IssueSubscription {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'bigint' })
  issueId: string;

  @ManyToOne(() => Issue, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'issue_id' })
  issue: Relation<Issue>;

  @Column({ type: 'bigint' })
  userId: string;

  @ManyToOne('User', { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user: Relation<Person>;

  @Column({ type: 'text' })
  reason: SubscriptionReason;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;
}
