import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Audited } from '../../../platform/audit/index.js';

/** A word that groups posts, stored in lower case. */
@Entity('tags')
@Audited({ label: 'name' })
export class Tag {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'text', unique: true })
  name: string;
}
