import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Audited } from '../../../src/platform/audit/index.js';

/** One nullable column of every type that an application is likely to use. */
@Entity('every_type')
@Audited()
export class EveryType {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id: string;

  @Column({ type: 'smallint', nullable: true })
  small: number | null;

  @Column({ type: 'integer', nullable: true })
  whole: number | null;

  @Column({ type: 'bigint', nullable: true })
  big: string | null;

  @Column({ type: 'numeric', nullable: true })
  free: string | null;

  @Column({ type: 'numeric', precision: 38, scale: 10, nullable: true })
  exact: string | null;

  @Column({ type: 'real', nullable: true })
  single: number | null;

  @Column({ type: 'double precision', nullable: true })
  double: number | null;

  @Column({ type: 'boolean', nullable: true })
  flag: boolean | null;

  @Column({ type: 'text', nullable: true })
  words: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  short: string | null;

  @Column({ type: 'char', length: 4, nullable: true })
  padded: string | null;

  @Column({ type: 'uuid', nullable: true })
  uuid: string | null;

  @Column({ type: 'date', nullable: true })
  day: string | null;

  @Column({ type: 'time', nullable: true })
  clock: string | null;

  @Column({ type: 'timetz', nullable: true })
  zoned: string | null;

  @Column({ type: 'timestamp', nullable: true })
  local: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  moment: Date | null;

  @Column({ type: 'interval', nullable: true })
  span: unknown;

  @Column({ type: 'bytea', nullable: true })
  bytes: Buffer | null;

  @Column({ type: 'jsonb', nullable: true })
  document: unknown;

  @Column({ type: 'json', nullable: true })
  plain: unknown;

  @Column({ type: 'enum', enum: ['low', 'High', 'it"s'], nullable: true })
  level: string | null;

  @Column({ type: 'enum', enum: ['a', 'b c'], array: true, nullable: true })
  levels: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  list: (string | null)[] | null;

  @Column({ type: 'bigint', array: true, nullable: true })
  bigs: (string | null)[] | null;

  @Column({ type: 'jsonb', array: true, nullable: true })
  documents: unknown[] | null;

  @Column({ type: 'int4range', nullable: true })
  range: string | null;

  @Column({ type: 'inet', nullable: true })
  address: string | null;

  @Column({ type: 'bit', length: 5, nullable: true })
  bits: string | null;

  @Column({ type: 'point', nullable: true })
  spot: unknown;

  @Column({ type: 'money', nullable: true })
  price: string | null;

  @Column({ type: 'xml', nullable: true })
  markup: string | null;

  @Column({ type: 'tsvector', nullable: true })
  index: string | null;

  @Column({
    type: 'text',
    generatedType: 'STORED',
    asExpression: 'upper(words)',
    nullable: true,
  })
  shouted: string | null;
}
