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
import { Project } from './project.entity.js';

/** A word with a colour that sorts the issues of one project. */
@Entity('labels')
@Unique(['projectId', 'name'])
@Audited({ parent: 'project', label: 'name', skip: ['version'] })
export class Label {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'bigint' })
  projectId: string;

  @ManyToOne(() => Project, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'project_id' })
  project: Relation<Project>;

  @Column({ type: 'text' })
  name: string;

  /** As CSS writes it: `#d73a4a`. */
  @Column({ type: 'text' })
  colour: string;

  @Column({ type: 'text', default: '' })
  description: string;

  @VersionColumn({ type: 'integer' })
  version: number;
}
