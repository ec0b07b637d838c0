import { Column, DeleteDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Audited } from '../../audit/index.js';

/**
 * A workflow as the audit trail knows it: who made, changed, switched or deleted it. It is read and
 * written by `WorkflowsService` only, which keeps its routes and versions in step: nothing is taken
 * back through history.
 * @publicApi
 */
@Entity({ name: 'workflows', schema: 'backstory', synchronize: false })
@Audited({
  itemType: 'Workflow',
  label: 'name',
  skip: ['revision', 'consecutiveFailures', 'updatedBy', 'updatedAt'],
  revertible: false,
})
export class AuditedWorkflow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  aggregate: string;

  @Column({ name: 'item_type', type: 'text' })
  itemType: string;

  @Column({ name: 'triggered_on', type: 'text' })
  triggeredOn: string;

  @Column({ name: 'allow_automation', type: 'boolean' })
  allowAutomation: boolean;

  @Column({ type: 'boolean' })
  enabled: boolean;

  /** The version in force. */
  @Column({ name: 'version_id', type: 'bigint' })
  versionId: string;

  @Column({ type: 'integer' })
  revision: number;

  @Column({ name: 'consecutive_failures', type: 'integer' })
  consecutiveFailures: number;

  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  disabledReason: string | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy: string;

  @Column({ name: 'updated_by', type: 'text' })
  updatedBy: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;

  @DeleteDateColumn({ name: 'destroyed_at', type: 'timestamptz', nullable: true })
  destroyedAt: Date | null;
}
