import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VersionColumn,
} from 'typeorm';
import { Audited } from '../../../platform/audit/index.js';
import { type IssueState } from '../interfaces/issue-words.js';
import { Project } from './project.entity.js';

/** A date or release that issues of one project are planned for. */
@Entity('milestones')
@Unique(['projectId', 'title'])
@Audited({ parent: 'project', label: 'title', skip: ['version'] })
export class Milestone {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'bigint' })
  projectId: string;

  @ManyToOne(() => Project, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'project_id' })
  project: Relation<Project>;

  @Column({ type: 'text' })
  title: string;

  /** A calendar day, `2026-12-01`. */
  @Column({ type: 'date', nullable: true })
  dueOn: string | null;

  @Column({ type: 'text', default: 'open' })
  state: IssueState;

  @VersionColumn({ type: 'integer' })
  version: number;
}
