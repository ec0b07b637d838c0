import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TimelineEntry, TimelinePart } from '../api/issues.js';
import { LabelChip } from './label-chip.js';

/** What was done, without who and when. */
export function EntryWords({ entry }: { entry: TimelineEntry }): ReactNode {
  const parts = entry.parts.map(toPart).toReversed();
  const [part] = parts;
  if (part === undefined) return null;
  const tell = words[entry.kind] ?? words[part.action];
  return tell === undefined ? part.action.replaceAll('_', ' ') : tell(part, parts, entry.actor.id);
}

/** Of a part what its words need. */
interface Part {
  action: string;
  extra: Record<string, unknown>;
}

/** `parts` stand in the order in which they were done. */
type Words = (part: Part, parts: Part[], actor: string) => ReactNode;

function toPart({ action, extra }: TimelinePart): Part {
  return { action, extra: extra ?? {} };
}

const words: Record<string, Words> = {
  opened: () => 'opened this issue',
  closed: ({ extra }) => {
    const reason = text(extra['reason']);
    return `closed this${reason && reason !== 'completed' ? ` as ${reason.replaceAll('_', ' ')}` : ' as completed'}`;
  },
  reopened: () => 'reopened this',
  renamed: ({ extra }) => (
    <>
      changed the title from <del>{text(extra['from'])}</del> to <ins>{text(extra['to'])}</ins>
    </>
  ),
  body_edited: () => 'edited the description',
  labels: (_part, parts) => (
    <Both
      verbs={['added', 'removed']}
      added={of(parts, 'label_added').map(toLabel)}
      removed={of(parts, 'label_removed').map(toLabel)}
    />
  ),
  assignees: (_part, parts, actor) => {
    const [added, removed] = [of(parts, 'assigned'), of(parts, 'unassigned')];
    const took = added.length === 1 && removed.length === 0 && added[0]?.extra['name'] === actor;
    if (took) return 'took this on';
    return (
      <Both
        verbs={['assigned', 'unassigned']}
        added={added.map(toName)}
        removed={removed.map(toName)}
      />
    );
  },
  comment_added: () => 'commented; the comment is gone by now',
  comment_edited: () => 'edited a comment',
  comment_deleted: ({ extra }) => (
    <>deleted a comment{text(extra['excerpt']) && <>: “{text(extra['excerpt'])}”</>}</>
  ),
  comment_viewed: () => 'read a comment',
  viewed: () => 'looked at this',
  mentions: (_part, parts) => <>mentioned {listed(parts.map(toName))}</>,
  subscriptions: (_part, parts, actor) => (
    <Both
      verbs={['subscribed', 'unsubscribed']}
      added={others(of(parts, 'subscribed'), actor)}
      removed={others(of(parts, 'unsubscribed'), actor)}
    />
  ),
  referenced: ({ extra }) => <>mentioned this in {toIssue(extra['by'])}</>,
  locked: ({ extra }) => {
    const reason = text(extra['reason']);
    return `locked this${reason ? ` as ${reason.replaceAll('_', ' ')}` : ''}`;
  },
  unlocked: () => 'unlocked this',
  pinned: () => 'pinned this',
  unpinned: () => 'unpinned this',
  milestoned: ({ extra }) => (
    <>
      added this to <b>{text(extra['title'])}</b>
    </>
  ),
  demilestoned: ({ extra }) => (
    <>
      removed this from <b>{text(extra['title'])}</b>
    </>
  ),
  marked_as_duplicate: ({ extra }) => <>marked this as a duplicate of {toIssue(extra['of'])}</>,
  transferred: ({ extra }) => (
    <>
      moved this from {text(extra['from'])} to <b>{text(extra['to'])}</b>
    </>
  ),
  no_activity: ({ extra }) => `noticed that nothing happened here for ${text(extra['days'])} days`,
};

interface BothProps {
  verbs: [string, string];
  added: ReactNode[];
  removed: ReactNode[];
}

function Both({ verbs, added, removed }: BothProps) {
  return (
    <>
      {added.length > 0 && (
        <>
          {verbs[0]} {listed(added)}
        </>
      )}
      {added.length > 0 && removed.length > 0 && ' and '}
      {removed.length > 0 && (
        <>
          {verbs[1]} {listed(removed)}
        </>
      )}
    </>
  );
}

function listed(items: ReactNode[]): ReactNode {
  return items.map((item, index) => (
    // The order of the parts of one event never changes.
    // oxlint-disable-next-line react/no-array-index-key
    <span key={index}>
      {index > 0 && ' '}
      {item}
    </span>
  ));
}

function of(parts: Part[], action: string): Part[] {
  return parts.filter((part) => part.action === action);
}

/** Who did it for themselves needs no name. */
function others(parts: Part[], actor: string): ReactNode[] {
  return parts.map((part) => (part.extra['name'] === actor ? null : toName(part)));
}

function toLabel({ extra }: Part): ReactNode {
  return <LabelChip name={text(extra['name'])} colour={text(extra['colour'])} />;
}

function toName({ extra }: Part): ReactNode {
  return <b>{text(extra['display_name']) || text(extra['name'])}</b>;
}

function toIssue(value: unknown): ReactNode {
  if (typeof value !== 'object' || value === null) return 'another issue';
  const { id, reference, title } = value as Record<string, unknown>;
  return (
    <Link to="/issues/$id" params={{ id: text(id) }} title={text(title)}>
      {text(reference) || `#${text(id)}`}
    </Link>
  );
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
