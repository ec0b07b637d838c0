import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Action, ActionType, FieldSchema } from '../api/workflows.js';
import { useProblem } from './problems.js';
import { showValue } from './value-text.js';
import classes from './workflow-form.module.css';

interface ActionFieldsProps {
  action: Action;
  schema: ActionType['schema'] | undefined;
  path: string;
  onChange: (action: Action) => void;
}

/** The fields of an action, as its schema has them. */
export function ActionFields({ action, schema, path, onChange }: ActionFieldsProps) {
  const problem = useProblem(path);
  const fields = Object.entries(schema?.properties ?? {});
  const set = (name: string, value: unknown): void => {
    const { [name]: _old, ...rest } = action;
    onChange((value === undefined ? rest : { ...rest, [name]: value }) as Action);
  };
  return (
    <div className={classes.actionFields}>
      {fields.map(([name, field]) => (
        <ActionField
          key={name}
          name={name}
          field={field}
          required={schema?.required?.includes(name) === true}
          value={action[name]}
          path={`${path}.${name}`}
          onChange={(value) => set(name, value)}
        />
      ))}
      {problem !== undefined && <p className={classes.problem}>{problem}</p>}
    </div>
  );
}

interface ActionFieldProps {
  name: string;
  field: FieldSchema;
  required: boolean;
  value: unknown;
  path: string;
  onChange: (value: unknown) => void;
}

/** Texts with room for more than a line. */
const LONG = /^(body|text|message|comment)$/;

function ActionField({ name, field, required, value, path, onChange }: ActionFieldProps) {
  const problem = useProblem(path, true);
  const [text, setText] = useState(() => showValue(value));
  const shared = {
    label: label(name),
    description: field.description,
    error: problem,
    withAsterisk: required,
  };
  if (field.enum) {
    return (
      <NativeSelect
        {...shared}
        data={['', ...field.enum]}
        value={showValue(value)}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    );
  }
  if (isType(field, 'boolean')) {
    return (
      <Checkbox
        label={shared.label}
        description={shared.description}
        error={problem}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked || undefined)}
      />
    );
  }
  const write = (typed: string): void => {
    setText(typed);
    onChange(typed === '' ? undefined : read(typed, field));
  };
  return LONG.test(name) ? (
    <Textarea
      {...shared}
      autosize
      minRows={2}
      maxRows={10}
      value={text}
      onChange={(event) => write(event.currentTarget.value)}
    />
  ) : (
    <TextInput {...shared} value={text} onChange={(event) => write(event.currentTarget.value)} />
  );
}

function read(text: string, field: FieldSchema): unknown {
  if (isType(field, 'array')) {
    return text.split(',').flatMap((item) => item.trim() || []);
  }
  const isNumber = isType(field, 'number') || isType(field, 'integer');
  return isNumber && /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}

function isType(field: FieldSchema, type: string): boolean {
  return Array.isArray(field.type) ? field.type.includes(type) : field.type === type;
}

function label(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
