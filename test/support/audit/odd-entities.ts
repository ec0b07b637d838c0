import {
  ChildEntity,
  Column,
  DeleteDateColumn,
  Entity,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
  TableInheritance,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { Audited } from '../../../src/platform/audit/index.js';

export class Place {
  @Column({ type: 'text', name: 'The City', nullable: true })
  city: string | null;

  @Column({ type: 'numeric', precision: 9, scale: 6, nullable: true })
  latitude: string | null;
}

const cents = {
  to: (euros?: number) => (euros === undefined ? undefined : Math.round(euros * 100)),
  from: (cent: number) => cent / 100,
};

/** Mixed case and spaces in every name (TypeORM itself cannot take a quote); an embedded object, a transformer, a secret. */
@Entity({ name: 'Odd Ledger Entry', schema: 'Strange Schema' })
@Audited({ itemType: 'Ledger', label: 'title', skip: ['scratch'], redact: ['Signature'] })
export class Ledger {
  @PrimaryGeneratedColumn({ type: 'bigint', name: 'Entry Id' })
  entryId: string;

  @Column({ type: 'text', name: 'select' })
  title: string;

  @Column(() => Place, { prefix: 'at ' })
  place: Place;

  @Column({ type: 'integer', name: 'Amount', transformer: cents, default: 0 })
  amount: number;

  @Column({ type: 'text', nullable: true })
  password: string | null;

  @Column({ type: 'bytea', name: 'Signature', nullable: true })
  Signature: Buffer | null;

  @Column({ type: 'text', nullable: true })
  scratch: string | null;

  @OneToMany(() => LedgerLine, (line) => line.ledger, { cascade: true })
  lines: Relation<LedgerLine>[];

  @ManyToMany(() => Label)
  @JoinTable({ name: 'Entry*Label' })
  labels: Relation<Label>[];

  @VersionColumn({ type: 'integer' })
  revision: number;

  @UpdateDateColumn({ type: 'timestamptz', precision: 6 })
  touchedAt: Date;
}

/** Depends on a ledger; its own remarks depend on it. */
@Entity('ledger lines')
@Audited({ parent: 'ledger' })
export class LedgerLine {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'text' })
  text: string;

  @ManyToOne(() => Ledger, (ledger) => ledger.lines, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'LEDGER' })
  ledger: Relation<Ledger>;

  @OneToMany(() => Remark, (remark) => remark.line)
  remarks: Relation<Remark>[];
}

@Entity('Remark')
@Audited({ parent: 'line' })
export class Remark {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'text' })
  words: string;

  @ManyToOne(() => LedgerLine, (line) => line.remarks, { onDelete: 'CASCADE', nullable: false })
  line: Relation<LedgerLine>;

  @ManyToOne(() => Remark, { onDelete: 'CASCADE', nullable: true })
  replyTo: Relation<Remark> | null;
}

@Entity('Label')
@Audited()
export class Label {
  @PrimaryColumn({ type: 'text' })
  name: string;
}

/** A composite key, one half of it a bigint beyond JS numbers. */
@Entity('seat')
@Audited()
export class Seat {
  @PrimaryColumn({ type: 'bigint', name: 'Hall' })
  hall: string;

  @PrimaryColumn({ type: 'text', name: 'row 1' })
  row: string;

  @Column({ type: 'text', nullable: true })
  guest: string | null;

  @ManyToOne(() => Label, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'Reserved For' })
  reservedFor: Relation<Label> | null;

  @DeleteDateColumn({ type: 'timestamptz' })
  closedAt: Date | null;
}

/** Single-table inheritance. */
@Entity('Shapes')
@TableInheritance({ column: { type: 'varchar', name: 'Kind' } })
@Audited()
export abstract class Shape {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'text' })
  colour: string;
}

@ChildEntity('circle')
export class Circle extends Shape {
  @Column({ type: 'double precision' })
  radius: number;
}

@ChildEntity('square')
export class Square extends Shape {
  @Column({ type: 'numeric' })
  side: string;
}

/** Cannot exist without what history does not hold. */
@Entity('account')
@Audited()
export class Account {
  @PrimaryColumn({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  passwordHash: string;
}

export const ODD_ENTITIES = [
  Account,
  Ledger,
  LedgerLine,
  Remark,
  Label,
  Seat,
  Shape,
  Circle,
  Square,
];
