import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'lossless-json';
import { DataSource } from 'typeorm';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import { localIdOf } from '../records/record-mappings.js';
import { SyncedEntities } from '../records/synced-entities.js';
import type { WireAnswer } from '../serving/wire-answer.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import type { RecordQuestion } from './record-question.js';
import { readSharedRecord } from './shared-record.js';

/** Tells another Backstory how a record is here; it hears nothing that messages would not tell it. @internal */
@Injectable()
export class RecordAnswerer {
  constructor(
    @Inject(SYNC_OPTIONS) private readonly options: SyncModuleOptions,
    private readonly dataSource: DataSource,
    private readonly entities: SyncedEntities,
  ) {}

  async answer(question: RecordQuestion): Promise<WireAnswer> {
    const { manager } = this.dataSource;
    const published = this.entities.allPublished().find((one) => one.name === question.name);
    const id = published && (await this.idOf(question, published.entity.itemType));
    const record =
      published && id !== undefined
        ? await readSharedRecord(manager, this.options.name, published, id)
        : undefined;
    return {
      status: 200,
      type: 'application/json',
      body: stringify({ record: record ?? null })!,
    };
  }

  private async idOf(question: RecordQuestion, itemType: string): Promise<string | undefined> {
    if ('id' in question) return question.id;
    const { original } = question;
    if (original.origin === this.options.name) return original.originalId;
    return localIdOf(this.dataSource.manager, itemType, original);
  }
}
