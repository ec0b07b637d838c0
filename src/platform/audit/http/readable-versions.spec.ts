import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VersionPage, VersionRecord } from '../reading/version-record.interface.js';
import { AuditGate } from './audit-gate.js';
import { readableVersions } from './readable-versions.js';

const request = {} as IncomingMessage;

function gateOf(secret: ReadonlySet<string>, asked: string[] = []): AuditGate {
  const policy = {
    canRead: (_: IncomingMessage, { itemId = '' }: { itemId?: string }) => {
      asked.push(itemId);
      return !secret.has(itemId);
    },
    canAct: () => false,
  };
  return new AuditGate(policy, request);
}

/** Versions with falling ids, of the given items. */
function reader(items: readonly string[]) {
  const all = items.map((itemId, index) => ({
    id: String(items.length - index),
    itemType: 'T',
    itemId,
  }));
  return ({ after, limit }: { after?: string; limit: number }): Promise<VersionPage> => {
    const rest = all.filter(({ id }) => after === undefined || Number(id) < Number(after));
    const page = rest.slice(0, limit) as unknown as VersionRecord[];
    return Promise.resolve({ items: page, next: rest.length > limit ? page.at(-1)!.id : null });
  };
}

describe('readable versions', () => {
  it('are all that may be read, each once and in order, over all pages', async () => {
    const list = fc.array(fc.constantFrom('open', 'secret'), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(list, fc.integer({ min: 1, max: 9 }), async (items, limit) => {
        const gate = gateOf(new Set(['secret']));
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = await readableVersions(gate, limit, after, reader(items));
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map(({ id }) => id));
          after = page.next ?? undefined;
        } while (after !== undefined);

        const expected = items.flatMap((item, index) =>
          item === 'open' ? [String(items.length - index)] : [],
        );
        expect(seen).toEqual(expected);
      }),
    );
  });

  it('ask the policy once for each record', async () => {
    const asked: string[] = [];

    await readableVersions(gateOf(new Set(), asked), 50, undefined, reader(['a', 'b', 'a', 'a']));

    expect(asked).toEqual(['a', 'b']);
  });

  it('are none without a policy', async () => {
    const gate = new AuditGate(undefined, request);

    expect(await readableVersions(gate, 50, undefined, reader(['a']))).toEqual({
      items: [],
      next: null,
    });
  });
});
