import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Audited } from '../../audit/index.js';
import { AuditedWebhook } from './audited-webhook.entity.js';

/** That a webhook has another secret, and until when the old one signs; never what it is. @publicApi */
@Entity({ name: 'webhook_secrets', schema: 'backstory', synchronize: false })
@Audited({ itemType: 'WebhookSecret', parent: 'endpoint', skip: ['secret'], revertible: false })
export class AuditedWebhookSecret {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @ManyToOne(() => AuditedWebhook)
  @JoinColumn({ name: 'endpoint_id' })
  endpoint: Relation<AuditedWebhook>;

  /** Sealed; nobody reads it through the entity. */
  @Column({ type: 'text', select: false })
  secret: string;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
