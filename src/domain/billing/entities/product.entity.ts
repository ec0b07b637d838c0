import {
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { Audited } from '../../../platform/audit/index.js';

/** Something that is sold, and what one of it costs today. */
@Entity('products')
@Audited({ label: 'name', skip: ['version', 'updatedAt'] })
export class Product {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'text', unique: true })
  name: string;

  /** As PostgreSQL writes it, `12.5000`: money is never a JavaScript number. */
  @Column({ type: 'numeric', precision: 14, scale: 4 })
  unitPrice: string;

  @Column({ type: 'text' })
  currency: string;

  @VersionColumn({ type: 'integer' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
