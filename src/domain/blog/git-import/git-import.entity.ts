import {
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { type Skipped } from './skipped.js';

/** One branch of one repository, and how far its history has become posts. */
@Entity('git_imports')
export class GitImport {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  branch: string;

  /** The first commit of the branch's first-parent line: a clone elsewhere is the same repository. */
  @Column({ type: 'text' })
  rootCommit: string;

  /** Where it was read last. */
  @Column({ type: 'text' })
  location: string;

  /** The user who owns its posts. */
  @Column({ type: 'bigint' })
  authorId: string;

  /** Written in the transaction of that commit's posts: there is nothing in between. */
  @Column({ type: 'text', nullable: true })
  lastCommit: string | null;

  @Column({ type: 'integer', default: 0 })
  commits: number;

  @Column({ type: 'jsonb', default: {} })
  skipped: Partial<Skipped>;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
