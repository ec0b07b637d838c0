import { DataSource, type EntityTarget } from 'typeorm';
import { auditTriggers, AUDIT_MIGRATIONS, startRecording } from '../../src/platform/audit/index.js';
import { OUTBOX_MIGRATIONS } from '../../src/platform/outbox/index.js';
import { createTriggerSql } from '../../src/platform/triggers/index.js';
import { GuardedNote, PlainNote, RecordedNote } from './note.entities.js';

export type Note = PlainNote;

/** One way to store notes, on a pool of its own. */
export interface Subject {
  readonly name: string;
  readonly dataSource: DataSource;
  readonly entity: EntityTarget<Note>;
}

/** The same table unaudited, audited by the guard, and audited by the subscriber. */
export async function createSubjects(url: string, poolSize: number): Promise<Subject[]> {
  const open = (name: string, entity: new () => Note): Subject => ({
    name,
    entity,
    dataSource: new DataSource({
      type: 'postgres',
      url,
      entities: [entity],
      migrations: [...OUTBOX_MIGRATIONS, ...AUDIT_MIGRATIONS],
      poolSize,
      extra: { options: '-c search_path=public -c timezone=UTC', pipeline: true },
    }),
  });
  const plain = open('unaudited', PlainNote);
  const recorded = open('guard off', RecordedNote);
  const guarded = open('guard on', GuardedNote);
  for (const { dataSource } of [plain, recorded, guarded]) {
    await dataSource.initialize();
    await dataSource.runMigrations();
    await dataSource.synchronize();
  }
  await startRecording(recorded.dataSource, { guard: false });
  for (const trigger of auditTriggers(guarded.dataSource)) {
    await guarded.dataSource.query(createTriggerSql(trigger));
  }
  await startRecording(guarded.dataSource, {});
  return [plain, guarded, recorded];
}
