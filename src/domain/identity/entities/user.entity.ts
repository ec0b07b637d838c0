import {
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { Audited } from '../../../platform/audit/index.js';
import { type Role } from '../../../http/access/access.constants.js';

/** A person who can sign in. Users are deactivated, never deleted: history names them. */
@Entity('users')
@Audited({ label: 'name', skip: ['updatedAt'] })
export class User {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  /** The handle: lower case and never changed, because versions name their author by it. */
  @Column({ type: 'text', unique: true, update: false })
  name: string;

  @Column({ type: 'text' })
  displayName: string;

  @Column({ type: 'text', default: 'viewer' })
  role: Role;

  /** Where they are written to; null for whoever wants no e-mail. */
  @Column({ type: 'text', nullable: true })
  email: string | null;

  /** Null until somebody sets one: such a user signs in by one-time link only. */
  @Column({ type: 'text', nullable: true, select: false })
  passwordHash: string | null;

  @Column({ type: 'boolean', default: true })
  active: boolean;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
