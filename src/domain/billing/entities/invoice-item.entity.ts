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
import { Audited } from '../../../platform/audit/index.js';
import { Invoice } from './invoice.entity.js';
import { Product } from './product.entity.js';

/** One line of an invoice; its versions show in the invoice's history. */
@Entity('invoice_items')
@Audited({ parent: 'invoice', label: 'description', skip: ['version', 'updatedAt'] })
export class InvoiceItem {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'bigint' })
  invoiceId: string;

  @ManyToOne(() => Invoice, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'invoice_id' })
  invoice: Relation<Invoice>;

  @Column({ type: 'bigint', nullable: true })
  productId: string | null;

  @ManyToOne(() => Product, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'product_id' })
  product: Relation<Product> | null;

  @Column({ type: 'text' })
  description: string;

  /** As PostgreSQL writes it, `3.0000`. */
  @Column({ type: 'numeric', precision: 12, scale: 4 })
  quantity: string;

  /** What one cost when it was sold; negative for a discount. */
  @Column({ type: 'numeric', precision: 14, scale: 4 })
  unitPrice: string;

  /** Computed by the database, rounded to cents, so that nobody can get it wrong. */
  @Column({
    type: 'numeric',
    precision: 20,
    scale: 2,
    generatedType: 'STORED',
    asExpression: 'round(quantity * unit_price, 2)',
    insert: false,
    update: false,
  })
  totalPrice: string;

  @VersionColumn({ type: 'integer' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
