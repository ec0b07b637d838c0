import type { EntityManager, ObjectLiteral } from 'typeorm';
import { typedVersions, type AuditedEntity, type TypedVersion } from '../../audit/index.js';
import { SkipDelivery, type Delivery, type DeliveryLine } from '../../deliveries/index.js';
import type { Change, Changes } from '../interfaces/change.interface.js';

/** Reads the changes that deliveries are about. */
export class ChangeReader {
  /** @param key properties of the key, with their columns */
  constructor(
    private readonly entity: AuditedEntity,
    private readonly key: {
      readonly properties: readonly string[];
      readonly columns: readonly string[];
    },
  ) {}

  /** @throws SkipDelivery when history does not have it any more */
  async one(manager: EntityManager, delivery: Delivery): Promise<Change<ObjectLiteral>> {
    return this.change(await this.version(manager, delivery), delivery);
  }

  /** @throws SkipDelivery when history does not have the first any more */
  async all(
    manager: EntityManager,
    delivery: Delivery,
    line: DeliveryLine,
  ): Promise<Changes<ObjectLiteral>> {
    const head = await this.version(manager, delivery);
    const first = this.change(head, delivery);
    const isBefore = head.keyBefore === delivery.target;
    const [end] = await typedVersions(manager, this.entity, [line.last.refId]);
    return {
      key: this.keyOf((isBefore ? head.before : head.after)!),
      count: line.count,
      first,
      last: end ? this.change(end, line.last) : first,
      read: () => this.read(manager, line),
    };
  }

  private async *read(
    manager: EntityManager,
    line: DeliveryLine,
  ): AsyncIterable<Change<ObjectLiteral>> {
    for await (const page of line.pages()) {
      const ids = page.map(({ refId }) => refId);
      const found = await typedVersions(manager, this.entity, ids);
      const byId = new Map(found.map((version) => [version.record.id, version]));
      for (const delivery of page) {
        const version = byId.get(delivery.refId);
        if (version) yield this.change(version, delivery);
      }
    }
  }

  private async version(manager: EntityManager, { refId }: Delivery): Promise<TypedVersion> {
    const [version] = await typedVersions(manager, this.entity, [refId], this.key.columns);
    if (!version) throw new SkipDelivery(`the version ${refId} is gone`);
    return version;
  }

  private change(
    { record, before, after }: TypedVersion,
    { replay }: Delivery,
  ): Change<ObjectLiteral> {
    return {
      versionId: record.id,
      event: record.event,
      item: { type: record.itemType, id: record.itemId },
      old: before,
      new: after,
      changed: this.propertiesOf(Object.keys(record.objectChanges)),
      source: record.source,
      actor: { id: record.whodunnit, type: record.actorType },
      reason: record.reason,
      correlationId: record.correlationId,
      causationId: record.causationId,
      occurredAt: record.createdAt,
      meta: record.meta,
      replay: replay !== '',
      version: record,
    };
  }

  private keyOf(record: ObjectLiteral): Record<string, unknown> {
    return Object.fromEntries(this.key.properties.map((property) => [property, record[property]]));
  }

  /** By the name that the record has them under: an embedded object, or a relation, as a whole. */
  private propertiesOf(columns: readonly string[]): string[] {
    const paths = columns.flatMap((name) => {
      const column = this.entity.columns.get(name);
      return column ? [column.propertyPath.split('.')[0]!] : [];
    });
    return [...new Set(paths)];
  }
}
