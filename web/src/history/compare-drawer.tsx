import { Button, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { diffQuery } from '../api/audit.js';
import type { Version } from '../api/version.js';
import { FieldChanges } from '../diff/field-changes.js';
import { formatAbsolute } from '../ui/format-time.js';
import { Icon } from '../ui/icon.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import classes from './compare-drawer.module.css';
import type { HistorySearch } from './history-search.js';
import { actorName } from '../ui/actor-name.js';

interface CompareDrawerProps {
  versions: Version[];
  search: HistorySearch;
  onChange: (next: Partial<HistorySearch>) => void;
}

/** The record after one version beside the record after another. */
export function CompareDrawer({ versions, search, onChange }: CompareDrawerProps) {
  const { left, right } = search;
  const opened = left !== undefined && right !== undefined;
  return (
    <Drawer
      opened={opened}
      onClose={() => onChange({ left: undefined, right: undefined })}
      position="right"
      size="xl"
      title={<b>Two versions compared</b>}
      closeButtonProps={{ 'aria-label': 'Close the comparison' }}
    >
      {opened && (
        <>
          <div className={classes.sides}>
            <Side title="From" id={left} versions={versions} />
            <Button
              variant="default"
              size="compact-md"
              aria-label="Swap the two"
              onClick={() => onChange({ left: right, right: left })}
            >
              <Icon name="compare" />
            </Button>
            <Side title="To" id={right} versions={versions} />
          </div>
          <Differences left={left} right={right} />
        </>
      )}
    </Drawer>
  );
}

function Side({ title, id, versions }: { title: string; id: string; versions: Version[] }) {
  const version = versions.find((item) => item.id === id);
  return (
    <div className={classes.side}>
      <span className={classes.label}>{title}</span>
      <b>Version {id}</b>
      {version && (
        <span>
          {actorName(version.whodunnit)}, {formatAbsolute(new Date(version.created_at))}
        </span>
      )}
    </div>
  );
}

function Differences({ left, right }: { left: string; right: string }) {
  const diff = useQuery(diffQuery(left, right));
  if (diff.error) return <ProblemNotice error={diff.error} onRetry={() => void diff.refetch()} />;
  if (diff.data === undefined) return <RowSkeletons rows={4} />;
  if (Object.keys(diff.data).length === 0) {
    return <p className={classes.same}>The record was the same after both.</p>;
  }
  return <FieldChanges changes={diff.data} />;
}
