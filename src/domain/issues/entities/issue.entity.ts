import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { type Person } from '../../../http/records/person.interface.js';
import { Audited } from '../../../platform/audit/index.js';
import { WorkflowAttributes } from '../../../platform/workflows/index.js';
import {
  CLOSE_REASONS,
  type CloseReason,
  ISSUE_STATES,
  type IssueState,
  LOCK_REASONS,
  type LockReason,
} from '../interfaces/issue-words.js';
import { Label } from './label.entity.js';
import { Milestone } from './milestone.entity.js';
import { Project } from './project.entity.js';

/** Something to do or to decide, numbered within its project. */
@Entity('issues')
@Unique(['projectId', 'number'])
@Audited({
  label: 'title',
  ignore: ['lastActivityAt'],
  skip: ['version', 'updatedAt', 'lastActivityAt'],
})
@WorkflowAttributes({
  related: {
    labels: 'name',
    assignees: 'name',
    author: 'name',
    project: 'key',
    milestone: 'title',
  },
  values: { state: ISSUE_STATES, closedReason: CLOSE_REASONS, lockReason: LOCK_REASONS },
})
export class Issue {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'bigint' })
  projectId: string;

  @ManyToOne(() => Project, { nullable: false, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'project_id' })
  project: Relation<Project>;

  @Column({ type: 'integer' })
  number: number;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'text', default: 'open' })
  state: IssueState;

  @Column({ type: 'text', nullable: true })
  closedReason: CloseReason | null;

  @Column({ type: 'timestamptz', nullable: true })
  closedAt: Date | null;

  @Column({ type: 'bigint', nullable: true })
  duplicateOfId: string | null;

  @ManyToOne(() => Issue, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'duplicate_of_id' })
  duplicateOf: Relation<Issue> | null;

  @Column({ type: 'boolean', default: false })
  locked: boolean;

  @Column({ type: 'text', nullable: true })
  lockReason: LockReason | null;

  @Column({ type: 'boolean', default: false })
  pinned: boolean;

  @Column({ type: 'bigint', nullable: true })
  milestoneId: string | null;

  @ManyToOne(() => Milestone, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'milestone_id' })
  milestone: Relation<Milestone> | null;

  @Column({ type: 'bigint', nullable: true })
  authorId: string | null;

  /** Named by string: issues meet identity in the database only, never by import. */
  @ManyToOne('User', { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'author_id' })
  author: Relation<Person> | null;

  /** The handle it was written under; all there is of an author without an account. */
  @Column({ type: 'text' })
  authorName: string;

  @ManyToMany(() => Label)
  @JoinTable({
    name: 'issues_labels',
    joinColumn: { name: 'issue_id' },
    inverseJoinColumn: { name: 'label_id' },
  })
  labels: Relation<Label>[];

  @ManyToMany('User')
  @JoinTable({
    name: 'issues_assignees',
    joinColumn: { name: 'issue_id' },
    inverseJoinColumn: { name: 'user_id' },
  })
  assignees: Relation<Person>[];

  /** Its id or key in Linear (`ENG-7`), where its comments are repeated. */
  @Column({ type: 'text', nullable: true })
  linearIssue: string | null;

  /** Moved by whatever people do to it; views and references do not count. */
  @Column({ type: 'timestamptz' })
  lastActivityAt: Date;

  /** The ETag: moves with the row, its labels and its assignees, not with mere activity. */
  @VersionColumn({ type: 'integer' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
