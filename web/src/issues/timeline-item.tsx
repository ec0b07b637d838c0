import type { TimelineEntry } from '../api/issues.js';
import { actorName } from '../ui/actor-name.js';
import { EventIcon } from '../ui/event-icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { TraceLink } from '../ui/trace-link.js';
import { EntryWords } from './entry-words.js';
import { Hits } from './hits.js';
import classes from './issue-page.module.css';

/** Who acts by a token is a person all the same. */
const people = new Set(['user', 'token']);

interface TimelineItemProps {
  entry: TimelineEntry;
  linked: string | undefined;
}

/** What somebody did, in a sentence; what was done in one go is one. */
export function TimelineItem({ entry, linked }: TimelineItemProps) {
  const { actor, parts } = entry;
  const newest = parts.find((part) => part.id === entry.id) ?? parts[0];
  return (
    <li
      className={classes.item}
      data-row
      data-event={entry.id}
      data-kind={entry.kind}
      data-linked={parts.some((part) => part.id === linked)}
      tabIndex={-1}
    >
      <EventIcon event={entry.kind} size={28} />
      <p className={classes.words}>
        <b title={actor.id}>{actor.display_name ?? actorName(actor.id)}</b>
        {!people.has(actor.type) && <span className={classes.bot}>{actor.type}</span>}{' '}
        <EntryWords entry={entry} /> <RelativeTime at={entry.occurred_at} />
        {parts.map((part) => (
          <Hits key={part.id} part={part} />
        ))}
      </p>
      {newest?.correlation_id && (
        <span className={classes.trace}>
          <TraceLink id={newest.correlation_id} node={`event:${newest.id}`} />
        </span>
      )}
    </li>
  );
}
