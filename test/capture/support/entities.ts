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

  @Column({ type: 'integer', default: 0 })
  rounds: number;
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

/** What is hard to carry without losing some of it. */
@Entity('odd')
@Audited()
export class Odd {
  @PrimaryColumn({ type: 'text' })
  region: string;

  @PrimaryColumn({ type: 'bigint' })
  place: string;

  @Column({ type: 'numeric', nullable: true })
  amount: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  at: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  document: unknown;
}

export const CAPTURED = [Basket, BasketLine, Odd] as const;
