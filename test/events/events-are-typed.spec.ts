import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  defineEvents,
  EventDefinitionError,
  extraJsonSchema,
  type ActionOf,
  type EventOf,
  type EventRecord,
  type EventRecorder,
} from '../../src/platform/events/index.js';

class Comment {
  id: string;
  body: string;
}
class Label {
  id: string;
  colour: string;
}

const ticketEvents = defineEvents('support_ticket', {
  opened: {},
  comment_added: { record: Comment, extra: z.strictObject({ excerpt: z.string() }) },
  label_added: { record: 'Label' },
  rated: { extra: z.strictObject({ stars: z.number().optional() }), throttleWithin: '15m' },
});

type TicketEvents = typeof ticketEvents;

/** Never runs: what matters is what compiles, and what does not. */
async function calls(events: EventRecorder<TicketEvents>, comment: Comment, label: Label) {
  const manager = undefined as never;
  await events.recordEvent(manager, '1', 'opened');
  await events.recordEvent(manager, { id: 1 }, 'opened', { actor: { id: 'a', type: 'user' } });
  await events.recordEvent(manager, 1n, 'comment_added', {
    record: comment,
    extra: { excerpt: '' },
  });
  await events.recordEvent(manager, '1', 'label_added', { record: label });
  await events.recordEvent(manager, '1', 'label_added', { record: '4' });
  await events.recordEvent(manager, '1', 'rated');
  await events.recordEvents(manager, [
    { aggregate: '1', action: 'opened' },
    { aggregate: '1', action: 'rated', extra: { stars: 3 }, throttleWithin: '1h' },
  ]);

  // @ts-expect-error no such action
  await events.recordEvent(manager, '1', 'opend');
  // @ts-expect-error the record and the extra are missing
  await events.recordEvent(manager, '1', 'comment_added');
  // @ts-expect-error a key of the extra is missing
  await events.recordEvent(manager, '1', 'comment_added', { record: comment, extra: {} });
  const extra = { excerpt: '' };
  // @ts-expect-error a label is no comment
  await events.recordEvent(manager, '1', 'comment_added', { record: label, extra });
  // @ts-expect-error the extra has another type
  await events.recordEvent(manager, '1', 'rated', { extra: { stars: 'five' } });
  // @ts-expect-error this action has no extra
  await events.recordEvent(manager, '1', 'opened', { extra: { by: 'mail' } });
  // @ts-expect-error this action has no record
  await events.recordEvent(manager, '1', 'opened', { record: comment });
  // @ts-expect-error no duration
  await events.recordEvent(manager, '1', 'rated', { throttleWithin: '15 minutes' });
  // @ts-expect-error no such action among several
  await events.recordEvents(manager, [{ aggregate: '1', action: 'opend' }]);
  // @ts-expect-error the extra of another action
  await events.recordEvents(manager, [{ aggregate: '1', action: 'rated', extra: { excerpt: '' } }]);
}

/** Compiles only while every action has its case. */
function sentence(event: EventOf<TicketEvents>): string {
  switch (event.action) {
    case 'opened':
      return 'opened';
    case 'comment_added':
      return `${event.record.id}: ${event.extra.excerpt}`;
    case 'label_added':
      return event.record.type;
    case 'rated':
      return `${event.extra.stars ?? 0} stars`;
    default:
      return event satisfies never;
  }
}

describe('the events of an aggregate', () => {
  it('have a union of actions and a type for each', () => {
    expectTypeOf<ActionOf<TicketEvents>>().toEqualTypeOf<
      'opened' | 'comment_added' | 'label_added' | 'rated'
    >();
    expectTypeOf<EventOf<TicketEvents, 'opened'>['record']>().toEqualTypeOf<null>();
    expectTypeOf<EventOf<TicketEvents, 'opened'>['extra']>().toEqualTypeOf<null>();
    expectTypeOf<EventOf<TicketEvents, 'label_added'>['record']>().toEqualTypeOf<EventRecord>();
    expectTypeOf<EventOf<TicketEvents, 'rated'>['extra']>().toEqualTypeOf<{
      stars?: number | undefined;
    }>();
    expect([calls, sentence]).toHaveLength(2);
  });

  it('name their table, and what the feed calls them', () => {
    expect(ticketEvents).toMatchObject({
      aggregate: 'support_ticket',
      itemType: 'SupportTicket',
      table: 'support_ticket_events',
      idColumn: 'support_ticket_id',
      actions: ['opened', 'comment_added', 'label_added', 'rated'],
    });
    expect(defineEvents('a', { b: {} }, { itemType: 'Other' }).itemType).toBe('Other');
  });

  it('tell the shape of an extra as JSON Schema', () => {
    expect(extraJsonSchema(ticketEvents, 'comment_added')).toMatchObject({
      properties: { excerpt: { type: 'string' } },
      required: ['excerpt'],
    });
    expect(extraJsonSchema(ticketEvents, 'opened')).toBeUndefined();
  });

  it.each([
    ['Ticket', { opened: {} }, 'lower-case'],
    ['ticket; DROP TABLE x', { opened: {} }, 'lower-case'],
    ['t'.repeat(41), { opened: {} }, 'up to 40'],
    ['ticket', {}, 'at least one action'],
    ['ticket', { "it's": {} }, 'is no name'],
    ['ticket', { Opened: {} }, 'is no name'],
    [
      'ticket',
      { opened: { throttleWithin: '15 minutes' as '15m' } },
      'no throttle of "15 minutes"',
    ],
    ['ticket', { opened: { throttleWithin: -1 } }, 'no throttle of "-1"'],
    ['ticket', { opened: { throttleMax: '1h' as const } }, 'add throttleWithin'],
    [
      'ticket',
      { opened: { throttleWithin: '1h' as const, onThrottled: 'merge' as const } },
      'no extra',
    ],
    ['ticket', { opened: { version: 3, upcast: { 1: (old: object) => old } } }, 'no step from 2'],
    ['ticket', { opened: { version: 1.5 } }, 'whole number'],
  ])('cannot be defined for %s as %j', (aggregate, specs, problem) => {
    expect(() => defineEvents(aggregate, specs)).toThrow(EventDefinitionError);
    expect(() => defineEvents(aggregate, specs)).toThrow(problem);
  });
});
