import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { type Person } from '../../../http/records/person.interface.js';
import { Audited } from '../../../platform/audit/index.js';
import { type InvoiceStatus } from '../interfaces/invoice-words.js';

/** What somebody owes, and whether they paid. */
@Entity('invoices')
@Audited({ label: 'number', skip: ['version', 'updatedAt'] })
export class Invoice {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  /** `INV-000001`; given by the database, without gaps, also to rows that psql inserts. */
  @Column({ type: 'text', unique: true })
  number: string;

  @Column({ type: 'bigint' })
  userId: string;

  /** Named by string: billing meets identity in the database only, never by import. */
  @ManyToOne('User', { nullable: false, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'user_id' })
  user: Relation<Person>;

  @Column({ type: 'text', default: 'draft' })
  status: InvoiceStatus;

  /** ISO 4217, of every amount on it. */
  @Column({ type: 'text' })
  currency: string;

  /** The sum of its items' totals, kept here by whoever changes them; `InvoiceTotals` sees to it. */
  @Column({ type: 'numeric', precision: 24, scale: 2, default: '0.00' })
  totalPrice: string;

  @Column({ type: 'timestamptz', nullable: true })
  issuedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  paidAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  voidedAt: Date | null;

  @VersionColumn({ type: 'integer' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
