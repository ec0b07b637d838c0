import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Audited } from '../../audit/index.js';
import { AuditedWorkflow } from './audited-workflow.entity.js';

/** What a workflow said from one change to the next: shows in its history. @publicApi */
@Entity({ name: 'workflow_versions', schema: 'backstory', synchronize: false })
@Audited({ itemType: 'WorkflowVersion', parent: 'workflow', label: 'number', revertible: false })
export class AuditedWorkflowVersion {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @ManyToOne(() => AuditedWorkflow)
  @JoinColumn({ name: 'workflow_id' })
  workflow: Relation<AuditedWorkflow>;

  @Column({ type: 'integer' })
  number: number;

  @Column({ type: 'jsonb' })
  definition: unknown;

  @Column({ name: 'created_by', type: 'text' })
  createdBy: string;

  @Column({ name: 'correlation_id', type: 'text', nullable: true })
  correlationId: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
