import { useQuery } from '@tanstack/react-query';
import { subscribersQuery } from '../api/deliveries.js';
import { Icon } from '../ui/icon.js';
import type { DeliveriesSearch } from './deliveries-search.js';
import classes from './subscriber-cards.module.css';

const LOOK_MS = 5_000;

interface SubscriberCardsProps {
  search: DeliveriesSearch;
  onChange: (next: Partial<DeliveriesSearch>) => void;
}

/** Who delivers, what waits for each, and who cannot at the moment; a click narrows the list. */
export function SubscriberCards({ search, onChange }: SubscriberCardsProps) {
  const subscribers = useQuery({ ...subscribersQuery, refetchInterval: LOOK_MS });
  if (!subscribers.data?.length) return null;
  return (
    <ul className={classes.cards} aria-label="Who delivers">
      {subscribers.data.map(({ name, pending, queued, dead, parked, unavailable }) => (
        <li key={name}>
          <button
            type="button"
            className={classes.card}
            aria-pressed={search.subscriber === name}
            title={unavailable ?? `Show only ${name}`}
            onClick={() => onChange({ subscriber: search.subscriber === name ? undefined : name })}
          >
            <span className={classes.name}>
              {name}
              {unavailable !== null && (
                <span className={classes.off}>
                  <Icon name="warning" size={13} /> off
                </span>
              )}
            </span>
            <span className={classes.counts}>
              <span>{amount(pending + queued)} waiting</span>
              <span data-bad={dead > 0}>{amount(dead)} dead</span>
              {parked > 0 && <span data-bad>{amount(parked)} parked</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Counting stops at ten thousand. */
function amount(count: number): string {
  return count >= 10_000 ? '10,000+' : count.toLocaleString('en');
}
