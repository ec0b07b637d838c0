import { Button } from '@mantine/core';
import classes from './compare-bar.module.css';
import type { HistorySearch } from './history-search.js';

interface CompareBarProps {
  marked: string[];
  newest: string | undefined;
  onChange: (next: Partial<HistorySearch>) => void;
}

/** Stands by while one version is marked and waits for the second. */
export function CompareBar({ marked, newest, onChange }: CompareBarProps) {
  if (marked.length !== 1) return null;
  const [first] = marked;
  return (
    <div className={classes.bar} role="status">
      <span>Mark another version to compare the two.</span>
      {newest !== undefined && newest !== first && (
        <Button size="compact-sm" onClick={() => onChange({ left: first, right: newest })}>
          Compare with the newest
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => onChange({ left: undefined, right: undefined })}
      >
        Cancel
      </Button>
    </div>
  );
}
