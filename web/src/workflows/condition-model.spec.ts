import { describe, expect, it } from 'vitest';
import type { Conditions } from '../api/workflows.js';
import {
  type GroupKind,
  newGroup,
  newRow,
  pathOfPart,
  toConditions,
  toDraft,
} from './condition-model.js';

const a = { attribute: 'a', operator: 'is', value: 1 };
const b = { attribute: 'b', operator: 'is_empty' };

const path = (kind: GroupKind, parts: number): string =>
  pathOfPart(
    newGroup(
      kind,
      Array.from({ length: parts }, () => newRow()),
    ),
    'conditions',
    0,
  );

describe('the draft of conditions', () => {
  it.each<Conditions>([
    { all: [a, b] },
    { any: [a, { all: [b, a] }] },
    { not: { any: [a, b] } },
    { not: { all: [a, b] } },
    { not: a },
    { all: [{ not: { not: a } }] },
  ])('keeps the meaning and the form of %j', (conditions) => {
    expect(toConditions(toDraft(conditions))).toEqual(conditions);
  });

  it('reads a plain list as all of them', () => {
    expect(toConditions(toDraft([a, b]))).toEqual({ all: [a, b] });
  });

  it('reads one condition as a list of one', () => {
    expect(toConditions(toDraft(a))).toEqual({ all: [a] });
  });

  it('makes nothing of no conditions', () => {
    expect(toConditions(toDraft(undefined))).toBeUndefined();
  });

  it('knows where each part is in the definition', () => {
    expect(path('all', 2)).toBe('conditions.all[0]');
    expect(path('none', 1)).toBe('conditions.not');
    expect(path('none', 2)).toBe('conditions.not.any[0]');
    expect(path('some-not', 2)).toBe('conditions.not.all[0]');
  });
});
