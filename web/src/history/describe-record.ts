import type { AuditedType } from '../api/audit.js';
import type { Version } from '../api/version.js';
import type { RecordRef } from './use-history.js';

/** What is known of the record from its newest versions. */
export interface RecordDescription {
  label: string | null;
  state: 'present' | 'archived' | 'destroyed';
}

export function describeRecord(
  record: RecordRef,
  versions: Version[],
  types: AuditedType[],
): RecordDescription {
  const own = versions.filter((version) => isOwn(version, record));
  const column = types.find((type) => type.item_type === record.type)?.label ?? null;
  const label = column === null ? null : newestText(own, column);
  const last = own[0]?.event;
  if (last === 'destroy') return { label, state: 'destroyed' };
  return { label, state: last === 'soft_delete' ? 'archived' : 'present' };
}

export function isOwn(version: Version, record: RecordRef): boolean {
  return version.item_type === record.type && version.item_id === record.id;
}

function newestText(versions: Version[], column: string): string | null {
  for (const version of versions) {
    const change = version.object_changes[column];
    const value = change?.[1] ?? change?.[0] ?? version.object?.[column];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
