import { useQuery } from '@tanstack/react-query';
import { versionQuery } from '../api/audit.js';
import type { Effect } from '../api/changes.js';
import { ChangeView } from '../diff/change-view.js';
import { onlySide } from '../diff/only-side.js';
import { actorName } from '../ui/actor-name.js';
import { EventIcon } from '../ui/event-icon.js';
import { RecordLink } from '../ui/record-link.js';
import { describeChange, fieldName, withoutHousekeeping } from '../ui/sentence.js';
import classes from './change-detail.module.css';

/** The fields of a correction that are shown with their values. */
const SHOWN = 3;

/** Something that a delivery brought about; a change with its values. */
export function EffectLine({ effect }: { effect: Effect }) {
  const { kind, id, item_type: type, item_id: item, event, whodunnit, changed } = effect;
  const { verb, fields, preposition } = describeChange(event, changed ?? []);
  return (
    <div className={classes.effect} data-effect={`${kind}:${id}`}>
      <EventIcon event={event} size={22} />
      <div>
        <b>{actorName(whodunnit)}</b> {verb} {fields} {preposition}{' '}
        <RecordLink
          type={type}
          id={item}
          {...(kind === 'version' ? { version: id } : { event: id })}
        />
        {kind === 'version' && <Values id={id} />}
      </div>
    </div>
  );
}

function Values({ id }: { id: string }) {
  const version = useQuery(versionQuery(id)).data;
  if (version === undefined) return null;
  const { event, object_changes: changes } = version;
  return (
    <dl className={classes.values}>
      {withoutHousekeeping(Object.keys(changes))
        .slice(0, SHOWN)
        .map((field) => (
          <div key={field}>
            <dt>{fieldName(field)}</dt>
            <dd>
              <ChangeView
                before={changes[field]?.[0]}
                after={changes[field]?.[1]}
                {...onlySide(event)}
              />
            </dd>
          </div>
        ))}
    </dl>
  );
}
