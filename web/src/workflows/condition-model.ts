import type { Condition, Conditions } from '../api/workflows.js';

/** How the parts of a group go together; `none` and `some-not` are what the definition calls not. */
export type GroupKind = 'all' | 'any' | 'none' | 'some-not';

export interface GroupDraft {
  type: 'group';
  /** Its identity on the screen. */
  key: string;
  kind: GroupKind;
  parts: PartDraft[];
}

export interface RowDraft {
  type: 'row';
  key: string;
  attribute: string;
  operator: string;
  value: unknown;
}

export type PartDraft = GroupDraft | RowDraft;

let keys = 0;

export function newRow(attribute = '', operator = '', value?: unknown): RowDraft {
  keys += 1;
  return { type: 'row', key: `part-${keys}`, attribute, operator, value };
}

export function newGroup(kind: GroupKind = 'all', parts: PartDraft[] = []): GroupDraft {
  keys += 1;
  return { type: 'group', key: `part-${keys}`, kind, parts };
}

/** The conditions of a definition as a form shows them: one group with everything in it. */
export function toDraft(conditions: Conditions | undefined): GroupDraft {
  const part = conditions === undefined ? newGroup() : toPart(conditions);
  return part.type === 'group' ? part : newGroup('all', [part]);
}

function toPart(conditions: Conditions): PartDraft {
  if (Array.isArray(conditions)) return newGroup('all', conditions.map(toPart));
  if ('all' in conditions) return newGroup('all', conditions.all.map(toPart));
  if ('any' in conditions) return newGroup('any', conditions.any.map(toPart));
  if ('not' in conditions) return toNegation(conditions.not);
  return newRow(conditions.attribute, conditions.operator, conditions.value);
}

function toNegation(inner: Conditions): PartDraft {
  const part = toPart(inner);
  if (part.type === 'group' && part.parts.length > 1) {
    if (part.kind === 'any') return { ...part, kind: 'none' };
    if (part.kind === 'all') return { ...part, kind: 'some-not' };
  }
  return newGroup('none', [part]);
}

/** Back to the definition; a form without conditions makes none. */
export function toConditions(group: GroupDraft): Conditions | undefined {
  return group.parts.length === 0 ? undefined : ofPart(group);
}

function ofPart(part: PartDraft): Conditions {
  if (part.type === 'row') {
    const { attribute, operator, value } = part;
    const condition: Condition = { attribute, operator };
    return value === undefined ? condition : { ...condition, value };
  }
  const parts = part.parts.map(ofPart);
  const [only] = parts;
  switch (part.kind) {
    case 'all':
      return { all: parts };
    case 'any':
      return { any: parts };
    case 'some-not':
      return { not: { all: parts } };
    default:
      return { not: parts.length === 1 && only !== undefined ? only : { any: parts } };
  }
}

/** Where a part of a group is in the definition, as the server names it in its answers. */
export function pathOfPart(group: GroupDraft, path: string, index: number): string {
  if (group.kind === 'none') {
    return group.parts.length === 1 ? `${path}.not` : `${path}.not.any[${index}]`;
  }
  return `${path}.${group.kind === 'some-not' ? 'not.all' : group.kind}[${index}]`;
}
