import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import type { KeyboardEvent, RefObject } from 'react';
import { Icon } from '../ui/icon.js';
import classes from './trace-view.module.css';

interface TraceToolbarProps {
  query: string;
  found: number;
  /** Which of the found ones the reader is at, from 1; 0 for none. */
  at: number;
  inputRef: RefObject<HTMLInputElement | null>;
  onQuery: (query: string) => void;
  onStep: (step: number) => void;
  onToggleAll: (open: boolean) => void;
}

export function TraceToolbar(props: TraceToolbarProps) {
  const { query, found, at, inputRef, onQuery, onStep, onToggleAll } = props;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <div className={classes.toolbar}>
      <TextInput
        ref={inputRef}
        className={classes.search}
        aria-label="Find in this trace"
        placeholder="Find: alice, kind:delivery, state:dead"
        leftSection={<Icon name="search" />}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {query.trim() !== '' && (
        <span className={classes.found} role="status">
          {found === 0 ? 'nothing found' : `${at > 0 ? `${at} of ` : ''}${found} found`}
        </span>
      )}
      {found > 0 && (
        <>
          <Step label="Previous (Shift+Enter)" icon="chevronUp" onClick={() => onStep(-1)} />
          <Step label="Next (Enter)" icon="chevronDown" onClick={() => onStep(1)} />
        </>
      )}
      <Button.Group className={classes.folds}>
        <Button variant="default" size="xs" onClick={() => onToggleAll(true)}>
          Open all
        </Button>
        <Button variant="default" size="xs" onClick={() => onToggleAll(false)}>
          Close all
        </Button>
      </Button.Group>
    </div>
  );
}

interface StepProps {
  label: string;
  icon: 'chevronUp' | 'chevronDown';
  onClick: () => void;
}

function Step({ label, icon, onClick }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} onClick={onClick}>
        <Icon name={icon} size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
