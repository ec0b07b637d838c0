import type { AuditedEntity } from '../audited-entities.js';
import type { Scalar } from '../decorators/audited.decorator.js';
import { instant, versionId } from './audit-input.js';
import type { ChangeFilter, VersionQuery } from './version-query.interface.js';

/** Collects SQL conditions whose values are all parameters. */
export class VersionConditions {
  public readonly parameters: unknown[] = [];
  private readonly conditions: string[] = [];

  public constructor(
    query: VersionQuery,
    private readonly entity: AuditedEntity | undefined,
  ) {
    this.addColumns(query);
    if (query.txId !== undefined) {
      this.add('v.tx_id = ?::xid8', versionId(query.txId, 'txId'));
    }
    if (query.aggregate !== undefined) {
      this.equal('aggregate_type', query.aggregate.type);
      this.equal('aggregate_id', query.aggregate.id);
    }
    if (query.since !== undefined) {
      this.add('v.created_at >= ?::timestamptz', instant(query.since, 'since'));
    }
    if (query.until !== undefined) {
      this.add('v.created_at <= ?::timestamptz', instant(query.until, 'until'));
    }
    if (query.after !== undefined) {
      this.add('v.id < ?::bigint', versionId(query.after, 'after'));
    }
    this.addChanges(query.changed);
    for (const [name, value] of Object.entries(query.where ?? {})) {
      this.addState(name, value);
    }
  }

  /** Adds a condition; every `?` stands for the next value. */
  public add(condition: string, ...values: unknown[]): void {
    let next = 0;
    const numbered = condition.replaceAll('?', () => this.parameter(values[next++]));
    this.conditions.push(numbered);
  }

  public parameter(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  public get sql(): string {
    return this.conditions.length === 0 ? 'true' : this.conditions.join(' AND ');
  }

  private addColumns(query: VersionQuery): void {
    this.equal('item_type', query.itemType);
    this.equal('item_id', query.itemId);
    this.equal('event', query.event);
    this.equal('whodunnit', query.whodunnit);
    this.equal('actor_type', query.actorType);
    this.equal('source', query.source);
    this.equal('correlation_id', query.correlationId);
    this.equal('causation_id', query.causationId);
  }

  private equal(column: string, value: string | undefined): void {
    if (value !== undefined) {
      this.add(`v.${column} = ?`, value);
    }
  }

  private addChanges(changed: VersionQuery['changed']): void {
    const filters = typeof changed === 'string' ? [changed] : (changed ?? []);
    for (const filter of filters) {
      this.addChange(typeof filter === 'string' ? { column: filter } : filter);
    }
  }

  private addChange({ column, from, to, any }: ChangeFilter): void {
    const name = this.columnName(column);
    this.add('jsonb_exists(v.object_changes, ?)', name);
    if (from !== undefined) {
      this.add('v.object_changes -> ? ->> 0 IS NOT DISTINCT FROM ?', name, text(from));
    }
    if (to !== undefined) {
      this.add('v.object_changes -> ? ->> 1 IS NOT DISTINCT FROM ?', name, text(to));
    }
    if (any !== undefined) {
      const value = text(any);
      this.add(
        '(v.object_changes -> ? ->> 0 IS NOT DISTINCT FROM ? OR v.object_changes -> ? ->> 1 IS NOT DISTINCT FROM ?)',
        name,
        value,
        name,
        value,
      );
    }
  }

  private addState(property: string, value: Scalar): void {
    const name = this.columnName(property);
    this.add(
      `v.event <> 'destroy' AND CASE WHEN jsonb_exists(v.object_changes, ?)
         THEN v.object_changes -> ? ->> 1 ELSE v.object ->> ? END IS NOT DISTINCT FROM ?`,
      name,
      name,
      name,
      text(value),
    );
  }

  /** A property of the entity by its column; every other name as it is, since columns come and go. */
  private columnName(name: string): string {
    if (this.entity === undefined || this.entity.columns.has(name)) {
      return name;
    }
    const column = [...this.entity.columns.values()].find((known) => known.propertyPath === name);
    return column?.databaseName ?? name;
  }
}

function text(value: Scalar): string | null {
  return value === null ? null : String(value);
}
