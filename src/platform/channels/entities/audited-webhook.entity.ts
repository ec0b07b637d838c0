import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Audited } from '../../audit/index.js';

/**
 * A webhook as the audit trail knows it: who made, changed, switched or removed it, not how it fares.
 * It is read and written by `Webhooks` only, which keeps its routes in step: nothing is taken back
 * through history.
 * @publicApi
 */
@Entity({ name: 'webhook_endpoints', schema: 'backstory', synchronize: false })
@Audited({
  itemType: 'Webhook',
  label: 'url',
  skip: ['failingSince', 'lastSuccessAt', 'lastFailureAt', 'lastStatus', 'updatedAt'],
  revertible: false,
})
export class AuditedWebhook {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column({ type: 'text' })
  url: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  /** `Issue.comment_added`, `Issue.*` or `*`. */
  @Column({ type: 'text', array: true })
  events: string[];

  @Column({ type: 'boolean' })
  enabled: boolean;

  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  disabledReason: string | null;

  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt: Date | null;

  @Column({ name: 'failing_since', type: 'timestamptz', nullable: true })
  failingSince: Date | null;

  @Column({ name: 'last_success_at', type: 'timestamptz', nullable: true })
  lastSuccessAt: Date | null;

  @Column({ name: 'last_failure_at', type: 'timestamptz', nullable: true })
  lastFailureAt: Date | null;

  @Column({ name: 'last_status', type: 'integer', nullable: true })
  lastStatus: number | null;

  @Column({ name: 'created_by', type: 'text', nullable: true })
  createdBy: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
