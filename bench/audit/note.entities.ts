import {
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { Audited } from '../../src/platform/audit/index.js';

/** The table of the comparison: a title, a body of about 190 bytes, times. */
abstract class NoteColumns {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  body: string;

  @Column({ name: 'author_id', type: 'bigint', default: '1' })
  authorId: string;

  @Column({ type: 'text', default: 'draft' })
  status: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}

@Entity('plain_notes')
export class PlainNote extends NoteColumns {}

@Entity('guarded_notes')
@Audited({ itemType: 'Note', label: 'title' })
export class GuardedNote extends NoteColumns {}

@Entity('recorded_notes')
@Audited({ itemType: 'Note', label: 'title' })
export class RecordedNote extends NoteColumns {}
