import { Checkbox } from '@mantine/core';
import type { ActionConflict, ActionPreview } from '../api/audit.js';
import type { Version } from '../api/version.js';
import { FieldChanges } from '../diff/field-changes.js';
import { onlySide } from '../diff/only-side.js';
import { Icon } from '../ui/icon.js';
import classes from './preview-changes.module.css';
import { actorName } from '../ui/actor-name.js';

interface PreviewChangesProps {
  preview: ActionPreview;
  act: 'restore' | 'revert';
  version: Version;
  /** Fields that are not to be reverted. */
  left: ReadonlySet<string>;
  onToggle: (field: string) => void;
}

/** What would happen, record by record and field by field, and what stands in the way. */
export function PreviewChanges({ preview, act, version, left, onToggle }: PreviewChangesProps) {
  const blocked = new Map(preview.conflicts.map((conflict) => [conflict.field, conflict]));
  const lost = (preview.unrestorable ?? []).filter((item) => item.item_id === version.item_id);
  const nothing = preview.changes.every((item) => Object.keys(item.changes).length === 0);
  if (nothing && preview.conflicts.length === 0) {
    return <p className={classes.nothing}>The record is that way already. Nothing would change.</p>;
  }
  return (
    <div className={classes.preview}>
      {preview.conflicts.length > 0 && (
        <p className={classes.warning} role="alert">
          <Icon name="warning" size={18} />
          <span>
            {preview.conflicts.length === 1 ? 'One field was' : 'Some fields were'} changed again
            since then. Revert the later change first, or leave {blocked.size === 1 ? 'it' : 'them'}{' '}
            out.
          </span>
        </p>
      )}
      {blocked.get(null)?.detail !== undefined && (
        <p className={classes.warning} role="alert">
          <Icon name="warning" size={18} />
          {version.item_type} #{version.item_id} {blocked.get(null)?.detail}
        </p>
      )}
      {lost.length > 0 && (
        <p className={classes.nothing}>
          Not in the history, so it stays as it is: {lost.map((item) => item.field).join(', ')}
        </p>
      )}
      {preview.changes.map((item) => {
        const own = item.item_type === version.item_type && item.item_id === version.item_id;
        const choosing = own && act === 'revert' && item.event === 'update';
        return (
          <section key={`${item.item_type}:${item.item_id}`} className={classes.item}>
            {!own && (
              <h3 className={classes.title}>
                {item.item_type} #{item.item_id}
              </h3>
            )}
            <FieldChanges
              changes={item.changes}
              all
              {...onlySide(item.event)}
              lead={(field) =>
                choosing && (
                  <Checkbox
                    size="xs"
                    mt={3}
                    aria-label={`Revert ${field}`}
                    checked={!blocked.has(field) && !left.has(field)}
                    disabled={blocked.has(field)}
                    onChange={() => onToggle(field)}
                  />
                )
              }
              note={(field) => own && <Conflict conflict={blocked.get(field)} />}
            />
          </section>
        );
      })}
    </div>
  );
}

function Conflict({ conflict }: { conflict: ActionConflict | undefined }) {
  if (conflict === undefined) return null;
  return (
    <span className={classes.conflict}>
      <Icon name="warning" size={14} />
      Changed since by {actorName(conflict.whodunnit)}
      {conflict.version_id !== null && ` in version ${conflict.version_id}`}
    </span>
  );
}
