import type { AuditedColumn } from '../audited-entities.js';
import { hasExactNumbers } from '../reading/exact-columns.js';
import { type ExactImage, type ExactJson, plainJson } from '../reading/exact-json.js';
import { sameJson } from '../reading/same-json.js';
import type { PlannedChange, Unrestorable } from './acting.interfaces.js';
import { isMaintained, type Reversal } from './reversal.js';

const REDACTED = /^redacted:[\da-f]{16}$/;

/** A field, or the whole record, that is not what the reversed version left. */
export interface Deviation {
  readonly field: string | null;
  readonly problem: 'changed_since' | 'destroyed_since' | 'alive';
  readonly current: unknown;
  readonly expected: unknown;
  /** Counts only when a later version changed the field: nobody said that it matters. */
  readonly onlyIfRecorded: boolean;
}

/** What taking one record back means, seen from the row as it is now. */
export interface ReversalPlan {
  readonly reversal: Reversal;
  /** Undefined when there is nothing left to do. */
  readonly change: PlannedChange | undefined;
  readonly deviations: readonly Deviation[];
  readonly unrestorable: readonly Unrestorable[];
}

/** Compares the row as it is now with what the reversal expects and wants. */
export function planReversal(reversal: Reversal, now: ExactImage | null): ReversalPlan {
  const { before, after } = reversal;
  if (before === null) {
    return after === null || now === null ? nothing(reversal) : planDestroy(reversal, now);
  }
  return after === null ? planCreate(reversal, now) : planUpdate(reversal, now);
}

function planCreate(reversal: Reversal, now: ExactImage | null): ReversalPlan {
  const before = reversal.before!;
  if (now !== null) {
    const same = Object.keys(before).every((name) => {
      const column = reversal.entity.columns.get(name);
      return (column && isMaintained(column)) || sameField(before, now, name);
    });
    return same
      ? nothing(reversal)
      : {
          ...nothing(reversal),
          deviations: [
            { field: null, problem: 'alive', current: null, expected: null, onlyIfRecorded: false },
          ],
        };
  }
  const names = Object.keys(before).filter((name) => (before[name] ?? null) !== null);
  return {
    reversal,
    change: change(reversal, 'create', names, null, before),
    deviations: [],
    unrestorable: lostOnCreate(reversal, before),
  };
}

function planUpdate(reversal: Reversal, now: ExactImage | null): ReversalPlan {
  const before = reversal.before!;
  const after = reversal.after!;
  if (now === null) {
    return {
      ...nothing(reversal),
      deviations: [
        {
          field: null,
          problem: 'destroyed_since',
          current: null,
          expected: null,
          onlyIfRecorded: false,
        },
      ],
    };
  }
  const pending = reversal.touched.filter((name) => !sameField(before, now, name));
  const unrestorable = pending.flatMap((name) => lost(reversal, name, before[name]));
  const possible = pending.filter((name) => !unrestorable.some(({ field }) => field === name));
  const deviations = possible
    .filter((name) => !sameField(after, now, name))
    .map((name) => deviation(reversal, name, now[name], after[name]));
  return {
    reversal,
    change: possible.length === 0 ? undefined : change(reversal, 'update', possible, now, before),
    deviations,
    unrestorable,
  };
}

function planDestroy(reversal: Reversal, now: ExactImage): ReversalPlan {
  const after = reversal.after!;
  const names = Object.keys(now).filter((name) => {
    const column = reversal.entity.columns.get(name);
    return !(column && isMaintained(column)) && !sameField(after, now, name);
  });
  const filled = Object.keys(now).filter((name) => (now[name] ?? null) !== null);
  return {
    reversal,
    change: change(reversal, 'destroy', filled, now, null),
    deviations: names.map((name) => deviation(reversal, name, now[name], after[name], true)),
    unrestorable: [],
  };
}

function nothing(reversal: Reversal): ReversalPlan {
  return { reversal, change: undefined, deviations: [], unrestorable: [] };
}

function sameField(a: ExactImage, b: ExactImage, name: string): boolean {
  return sameJson(a[name] ?? null, b[name] ?? null);
}

function deviation(
  { entity }: Reversal,
  field: string,
  current: ExactJson | undefined,
  expected: ExactJson | undefined,
  onlyIfRecorded = false,
): Deviation {
  const exact = hasExactNumbers(entity, field);
  return {
    field,
    problem: 'changed_since',
    current: plainJson(current ?? null, exact),
    expected: plainJson(expected ?? null, exact),
    onlyIfRecorded,
  };
}

function change(
  { entity, itemId, first }: Reversal,
  event: PlannedChange['event'],
  names: readonly string[],
  now: ExactImage | null,
  then: ExactImage | null,
): PlannedChange {
  const changes = names.map((name) => {
    const exact = hasExactNumbers(entity, name);
    return [name, [plainJson(now?.[name] ?? null, exact), plainJson(then?.[name] ?? null, exact)]];
  });
  return {
    itemType: entity.itemType,
    itemId,
    event,
    changes: Object.fromEntries(changes) as PlannedChange['changes'],
    versionId: first.record.id,
  };
}

/** Columns that a recreated row gets a default or nothing for. */
function lostOnCreate(reversal: Reversal, before: ExactImage): Unrestorable[] {
  const absent = [...reversal.entity.columns.values()].filter(
    (column) => !(column.databaseName in before) && !isMaintained(column),
  );
  return [
    ...Object.keys(before).flatMap((name) => lost(reversal, name, before[name])),
    ...absent.map((column) => unrestorableField(reversal, column.databaseName, 'not_recorded')),
  ];
}

function lost(reversal: Reversal, name: string, value: ExactJson | undefined): Unrestorable[] {
  const column: AuditedColumn | undefined = reversal.entity.columns.get(name);
  if (column === undefined) {
    return [unrestorableField(reversal, name, 'dropped')];
  }
  return typeof value === 'string' && REDACTED.test(value)
    ? [unrestorableField(reversal, name, 'redacted')]
    : [];
}

function unrestorableField(
  { entity, itemId }: Reversal,
  field: string,
  why: Unrestorable['why'],
): Unrestorable {
  return { itemType: entity.itemType, itemId, field, why };
}
