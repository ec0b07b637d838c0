import type { Change } from '../api/changes.js';
import { isStuck } from '../api/deliveries.js';
import { DeliveryState } from '../deliveries/delivery-state.js';
import { Icon } from '../ui/icon.js';
import classes from './change-row.module.css';

const SHOWN = 3;

/** What came of a change, in short: how each who follows it stands, and what was corrected. */
export function Outcome({ change }: { change: Change }) {
  const newest = newestOfEach(change);
  const bad = newest.filter(({ state }) => isStuck(state));
  const rest = newest.filter(({ state }) => !isStuck(state));
  const shown = [...bad, ...rest].slice(0, SHOWN);
  const corrected = new Set(
    newest.flatMap(({ effects }) =>
      effects.map((effect) => `${effect.item_type} #${effect.item_id}`),
    ),
  );
  return (
    <div className={classes.outcome}>
      {shown.map((delivery) => (
        <span key={delivery.id} className={classes.handling}>
          {delivery.subscriber} <DeliveryState delivery={delivery} />
        </span>
      ))}
      {newest.length > SHOWN && <span>and {newest.length - SHOWN} more</span>}
      {corrected.size > 0 && (
        <span className={classes.corrected}>
          <Icon name="arrowRight" size={13} /> {[...corrected].slice(0, 2).join(', ')}
          {corrected.size > 2 && ` and ${corrected.size - 2} more`}
        </span>
      )}
    </div>
  );
}

/** A replay takes the place of the delivery before it. */
function newestOfEach({ deliveries }: Change) {
  return [...new Map(deliveries.map((one) => [`${one.subscriber} ${one.target}`, one])).values()];
}
