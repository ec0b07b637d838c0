import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseProblem } from '../../src/http/problem/database-problem.util.js';
import { domainProblem } from '../../src/http/problem/domain-problem.util.js';
import { createEventsDatabase, type EventsDatabase } from './support/events-database.js';
import { parcelEvents } from './support/parcel-events.js';

/** The recorder as code sees it that came around its types. */
interface LooseRecorder {
  recordEvent(
    manager: EntityManager,
    aggregate: unknown,
    action: unknown,
    input?: unknown,
  ): Promise<unknown>;
}

describe('a wrong event', () => {
  let database: EventsDatabase<typeof parcelEvents>;

  beforeAll(async () => {
    database = await createEventsDatabase(parcelEvents);
  });

  afterAll(() => database?.close());

  const scan = { record: '1', extra: { place: 'Basel' } };

  it.each([
    ['1', 'sold', undefined, ['action']],
    ['1', 'constructor', undefined, ['action']],
    ['1', 'scanned', undefined, ['record', 'extra.place']],
    ['1', 'scanned', { ...scan, extra: { place: 7 } }, ['extra.place']],
    ['1', 'scanned', { ...scan, extra: { place: 'Basel', gate: 3 } }, ['extra']],
    ['1', 'scanned', { ...scan, extra: 'Basel' }, ['extra']],
    ['1', 'scanned', { ...scan, record: {} }, ['record']],
    ['1', 'scanned', { ...scan, record: { id: 1.5 } }, ['record']],
    ['1', 'packed', { extra: { by: 'hand' } }, ['extra']],
    ['1', 'packed', { record: '1' }, ['record']],
    [{}, 'packed', undefined, ['aggregate']],
    [null, 'packed', undefined, ['aggregate']],
    ['1', 'packed', { occurredAt: 'yesterday' }, ['occurredAt']],
    ['1', 'packed', { occurredAt: new Date(Number.NaN) }, ['occurredAt']],
    ['1', 'packed', { actor: { id: '', type: 'user' } }, ['actor.id']],
    ['1', 'viewed', { throttleWithin: 'soon' }, ['throttleWithin']],
    ['1', 'viewed', { throttleMax: 0, onThrottled: 'panic' }, ['throttleMax', 'onThrottled']],
  ])(
    '%j %s %j is refused with the path of each mistake',
    async (aggregate, action, input, paths) => {
      const problem = domainProblem(await refused(aggregate, action, input));

      expect(problem).toMatchObject({ status: 400, code: expect.stringMatching(/^EVENTS_/) });
      expect(problem?.errors?.map(({ field }) => field)).toEqual(paths);
      for (const { problem: what, remedy } of problem?.errors ?? []) {
        expect([what, remedy]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
      }
    },
  );

  it('names the actions that there are', async () => {
    const error = await refused('1', 'sold');

    expect(error).toMatchObject({ code: 'EVENTS_UNKNOWN_ACTION' });
    expect(domainProblem(error)?.errors?.[0]?.remedy).toContain('packed, scanned, weighed');
  });

  it.each([
    ['a NUL', { ...scan, extra: { place: 'a\u0000b' } }],
    ['half a character', { ...scan, extra: { place: 'a\ud800b' } }],
  ])('with %s in its text is a client’s mistake too', async (_what, input) => {
    expect(databaseProblem(await refused('1', 'scanned', input))?.status).toBe(400);
  });

  it('leaves nothing behind, in the batch that it was part of neither', async () => {
    const { recorder, dataSource, reader } = database;
    const batch = recorder.recordEvents(dataSource.manager, [
      { aggregate: 'batch', action: 'packed' },
      { aggregate: 'batch', action: 'weighed', extra: { grams: 1.5 } },
    ]);

    await expect(batch).rejects.toMatchObject({ code: 'EVENTS_INPUT_INVALID' });
    expect((await reader.feed('batch')).items).toEqual([]);
  });

  it('cannot get in past the code either', async () => {
    const insert = database.dataSource.query(
      `INSERT INTO parcel_events (parcel_id, action, actor_id, actor_type, correlation_id)
       VALUES ('1', 'sold', 'mallory', 'user', 'c')`,
    );

    await expect(insert).rejects.toThrow('parcel_events_action_check');
  });

  async function refused(aggregate: unknown, action: string, input?: unknown): Promise<unknown> {
    const recorder: LooseRecorder = database.recorder;
    try {
      await recorder.recordEvent(database.dataSource.manager, aggregate, action, input);
    } catch (error) {
      return error;
    }
    throw new Error('it was recorded');
  }
});
