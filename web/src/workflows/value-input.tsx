import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Attribute, Operator } from '../api/workflows.js';
import { readValue, showValue } from './value-text.js';
import classes from './workflow-form.module.css';

interface ValueInputProps {
  attribute: Attribute | undefined;
  operator: Operator | undefined;
  value: unknown;
  wrong: boolean;
  onChange: (value: unknown) => void;
}

/** What an attribute is compared with: chosen where there is a choice, typed elsewhere. */
export function ValueInput({ attribute, operator, value, wrong, onChange }: ValueInputProps) {
  const [text, setText] = useState(() => showValue(value));
  // The row was given another operator, or another value from elsewhere.
  useEffect(() => {
    if (value === undefined) setText('');
  }, [value]);

  if (operator?.value === 'none') return <span className={classes.value} />;
  const choices = attribute?.type === 'boolean' ? ['true', 'false'] : attribute?.values;
  if (choices && operator?.value === 'one' && typeof value !== 'object') {
    return (
      <NativeSelect
        className={classes.value}
        aria-label="Value"
        error={wrong}
        value={showValue(value)}
        onChange={(event) => onChange(readValue(event.currentTarget.value, attribute, operator))}
        data={['', ...choices]}
      />
    );
  }
  return (
    <TextInput
      className={classes.value}
      aria-label="Value"
      error={wrong}
      placeholder={placeholderOf(attribute, operator)}
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        onChange(typed === '' ? undefined : readValue(typed, attribute, operator));
      }}
    />
  );
}

function placeholderOf(attribute: Attribute | undefined, operator: Operator | undefined): string {
  if (operator?.value === 'duration') return '30d';
  if (operator?.value === 'list') return 'one, two';
  if (attribute?.type === 'date') return '2026-01-31';
  return attribute?.type === 'number' ? '10' : 'text';
}
