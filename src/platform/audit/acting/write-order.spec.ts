import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditedEntity } from '../audited-entities.js';
import type { ExactImage } from '../reading/exact-json.js';
import type { ForeignKey } from './foreign-keys.js';
import type { Reversal } from './reversal.js';
import { inWriteOrder } from './write-order.js';

const node = { itemType: 'Node' } as AuditedEntity;
const key = {
  child: node,
  parent: node,
  columns: ['up'],
  referencedColumns: ['id'],
} as unknown as ForeignKey;

type Kind = 'create' | 'update' | 'destroy';

function reversal(id: number, up: number | null, kind: Kind): Reversal {
  const image: ExactImage = { id: `n${id}`, up: up === null ? null : `n${up}` };
  const before = kind === 'destroy' ? null : image;
  const after = kind === 'create' ? null : image;
  return { entity: node, itemId: String(id), before, after } as Reversal;
}

/** Nodes whose parents have smaller numbers, in any order. */
const forest = fc
  .array(fc.tuple(fc.nat(), fc.boolean(), fc.constantFrom<Kind>('create', 'update', 'destroy')), {
    maxLength: 40,
  })
  .chain((nodes) =>
    fc.shuffledSubarray(
      nodes.map(([pick, isRoot, kind], id) =>
        reversal(id, isRoot || id === 0 ? null : pick % id, kind),
      ),
      { minLength: nodes.length },
    ),
  );

function upOf({ before, after }: Reversal): string | null {
  const value = (before ?? after)!['up'];
  return typeof value === 'string' ? value.slice(1) : null;
}

describe('the order of writes', () => {
  it('creates parents first and destroys children first, and loses nobody', () => {
    fc.assert(
      fc.property(forest, (reversals) => {
        const ordered = inWriteOrder(reversals, [key]);

        expect(new Set(ordered)).toEqual(new Set(reversals));
        const places = new Map(ordered.map(({ itemId }, place) => [itemId, place]));
        for (const one of ordered) {
          const parent = ordered.find(({ itemId }) => itemId === upOf(one));
          const [own, other] = [places.get(one.itemId)!, places.get(parent?.itemId ?? '') ?? -1];
          if (parent?.after === null && one.after === null) {
            expect(other).toBeLessThan(own);
          }
          if (parent?.before === null && one.before === null) {
            expect(other).toBeGreaterThan(own);
          }
        }
      }),
    );
  });

  it('lets nobody out when rows point at each other in a circle', () => {
    const circle = [reversal(0, 2, 'create'), reversal(1, 0, 'create'), reversal(2, 1, 'create')];

    expect(new Set(inWriteOrder(circle, [key]))).toEqual(new Set(circle));
  });

  it('takes a chain longer than the call stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, id) => reversal(id, id + 1, 'create'));

    expect(inWriteOrder(chain, [key])[0]!.itemId).toBe('19999');
  });
});
