import { z } from 'zod';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import type { IssueEvent } from '../issue.events.js';
import type { Burst } from '../utils/bursts.util.js';
import { issueCommentSchema, type IssueCommentView } from './issue-comment.schemas.js';

const time = z.string().meta({ example: '2026-11-21T18:00:00.000123Z' });

const partSchema = z.object({
  id: z.string().meta({ example: '912' }),
  action: z.string().meta({ example: 'label_added' }),
  record: z.object({ type: z.string(), id: z.string() }).nullable(),
  extra: z.unknown().meta({ example: { name: 'bug', colour: '#d73a4a' } }),
  occurred_at: time.meta({ description: 'Of a throttled event, the last time.' }),
  created_at: time.meta({ description: 'Of a throttled event, the first time.' }),
  hits: z.int().meta({ description: 'How many times, within the throttle.', example: 1 }),
  correlation_id: z.string(),
  causation_id: z.string().nullable().meta({ example: 'delivery:5' }),
  comment: issueCommentSchema.nullable().meta({
    description: 'The comment it is about, as it is now; null when it is about none or it is gone.',
  }),
});

/** What one person did in one go. */
export const timelineEntrySchema = z.object({
  id: z.string().meta({ description: 'Of its newest event.', example: '912' }),
  kind: z.string().meta({
    description: 'The action; `labels`, `assignees`, … where several may be united.',
    example: 'labels',
  }),
  actor: z.object({
    id: z.string().meta({ example: 'alice' }),
    type: z.string().meta({ example: 'user' }),
    display_name: z.string().nullable().meta({ example: 'Alice Adams' }),
  }),
  occurred_at: time,
  started_at: time,
  parts: z.array(partSchema).meta({ description: 'Newest first.' }),
});

/** A page of a timeline, newest first. */
export const timelinePageSchema = pageSchema(timelineEntrySchema);

export type TimelineEntryView = z.output<typeof timelineEntrySchema>;

/** What a timeline shows beside its events. */
export interface TimelineContext {
  readonly comments: ReadonlyMap<string, IssueCommentView>;
  /** Display names by handle. */
  readonly names: ReadonlyMap<string, string>;
}

export function timelineEntryView(
  { kind, parts }: Burst,
  context: TimelineContext,
): TimelineEntryView {
  const [newest] = parts;
  const { id, type } = newest.actor;
  return {
    id: newest.id,
    kind,
    actor: { id, type, display_name: context.names.get(id) ?? null },
    occurred_at: newest.occurredAt,
    started_at: (parts.at(-1) ?? newest).occurredAt,
    parts: parts.map((event) => partView(event, context)),
  };
}

function partView(event: IssueEvent, { comments }: TimelineContext): z.output<typeof partSchema> {
  const { record } = event;
  return {
    id: event.id,
    action: event.action,
    record: record && { type: record.type, id: record.id },
    extra: event.extra,
    occurred_at: event.occurredAt,
    created_at: event.createdAt,
    hits: event.hits,
    correlation_id: event.correlationId,
    causation_id: event.causationId,
    comment: (record?.type === 'IssueComment' && comments.get(record.id)) || null,
  };
}
