import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Audited } from '../../../platform/audit/index.js';
import { type Scope } from '../../../http/access/access.constants.js';
import { User } from './user.entity.js';

/** A key for programs. Making and revoking one leaves a version; its hash is redacted there. */
@Entity('api_tokens')
@Audited({ label: 'name', redact: ['tokenHash'], skip: ['lastUsedAt'] })
export class ApiToken {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'bigint' })
  userId: string;

  @ManyToOne(() => User, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user: Relation<User>;

  /** What the owner calls it. */
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', unique: true, select: false })
  tokenHash: string;

  @Column({ type: 'text', array: true })
  scopes: Scope[];

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  /** Within a minute: one write a minute and token at most. */
  @Column({ type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;
}
