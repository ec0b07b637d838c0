import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import type { IncomingRecord } from './incoming-record.js';
import type { Incoming } from './incoming.interface.js';

/** Gives new records what no message holds. @internal */
@Injectable()
export class NewRecordFiller {
  constructor(@Inject(SYNC_OPTIONS) private readonly options: SyncModuleOptions) {}

  /** The record's values by column, with what the application adds where the message has nothing. */
  async fill(
    manager: EntityManager,
    { peer, message, attributes }: Pick<Incoming, 'peer' | 'message' | 'attributes'>,
    { received, values }: IncomingRecord,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { itemType, columns } = received.entity;
    const whodunnit = message.details?.whodunnit;
    const missing = await this.options.fill?.(
      { itemType, peer: peer.name, attributes, whodunnit },
      manager,
    );
    const filled: Record<string, unknown> = { ...values };
    for (const [property, value] of Object.entries(missing ?? {})) {
      const column = [...columns.values()].find(({ propertyPath }) => propertyPath === property);
      if (column && (filled[column.databaseName] ?? null) === null)
        filled[column.databaseName] = value;
    }
    return filled;
  }
}
