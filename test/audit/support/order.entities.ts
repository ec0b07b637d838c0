import {
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { Audited } from '../../../src/platform/audit/index.js';

/** Names that need quoting, types that a JavaScript value cannot hold: nothing like the demo. */
@Entity('Odd Orders')
@Audited({ label: 'title', ignore: ['views'] })
export class Order {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ name: 'Order Title', type: 'text', unique: true })
  title: string;

  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ type: 'numeric', precision: 30, scale: 4, default: '0' })
  amount: string;

  @Column({ type: 'bigint', default: '0' })
  stock: string;

  @Column({ type: 'integer', default: 0 })
  views: number;

  @Column({ type: 'jsonb', nullable: true })
  meta: unknown;

  @Column({ name: 'api_key', type: 'text', nullable: true })
  apiKey: string | null;

  @OneToMany(() => Line, (line) => line.order, { cascade: ['insert', 'update'] })
  lines: Relation<Line>[];

  @OneToMany(() => Sticker, (sticker) => sticker.order)
  stickers: Relation<Sticker>[];

  @ManyToMany(() => Label)
  @JoinTable({ name: 'order labels' })
  labels: Relation<Label>[];

  @DeleteDateColumn({ type: 'timestamptz' })
  deletedAt: Date | null;

  @VersionColumn({ type: 'integer' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}

/** Goes with its order: ON DELETE CASCADE. */
@Entity('lines')
@Audited({ parent: 'order' })
export class Line {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'text' })
  what: string;

  @Column({ type: 'bigint', nullable: true })
  orderId: string | null;

  @ManyToOne(() => Order, (order) => order.lines, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'orderId' })
  order: Relation<Order> | null;
}

/** Stays without its order: an orphan's foreign key becomes NULL. */
@Entity('stickers')
@Audited()
export class Sticker {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'text' })
  text: string;

  @ManyToOne(() => Order, (order) => order.stickers, { nullable: true })
  order: Relation<Order> | null;
}

@Entity('labels')
@Audited()
export class Label {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'text' })
  name: string;
}

export const ORDER_ENTITIES = [Order, Line, Sticker, Label];
