import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Audited } from '../../src/platform/audit/index.js';

/** What the benchmark's versions are of; it has versions only, no rows. */
@Entity('bench_posts')
@Audited({ label: 'title', itemType: 'BenchPost' })
export class BenchPost {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'text' })
  status: string;
}
