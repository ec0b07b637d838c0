import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Audited } from '../../../src/platform/audit/index.js';

/** Something whose total follows from its lines. */
@Entity('basket')
@Audited()
export class Basket {
  @PrimaryColumn({ type: 'bigint' })
  id: string;

  @Column({ type: 'numeric', precision: 20, scale: 4, default: 0 })
  total: string;
}

/** One of the lines; it may move from basket to basket. */
@Entity('basket_line')
@Audited({ redact: ['secret'] })
export class BasketLine {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id: string;

  @Column({ type: 'bigint', name: 'basket', nullable: true })
  basketId: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 4, default: 1 })
  amount: string;

  @Column({ type: 'text', nullable: true })
  secret: string | null;
}

export const CAPTURED = [Basket, BasketLine] as const;
