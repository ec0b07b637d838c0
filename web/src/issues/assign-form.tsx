import { Autocomplete, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Issue, nameOf } from '../api/issues.js';
import { peopleQuery } from '../api/people.js';
import classes from './issue-page.module.css';

interface AssignFormProps {
  issue: Issue;
  onAssign: (name: string) => void;
}

/** Finds who to assign by a part of their name; a handle can be typed out, too. */
export function AssignForm({ issue, onAssign }: AssignFormProps) {
  const [text, setText] = useState('');
  const letters = text.trim().replace(/^@/, '');
  const people = useQuery(peopleQuery(letters)).data ?? [];
  const assigned = new Set(issue.assignees.map(({ id }) => id));
  const found = people.filter(({ id }) => !assigned.has(id));
  const names = new Map(found.map((person) => [person.name, nameOf(person)]));
  const assign = (name: string): void => {
    onAssign(name);
    // After the option's own text was put into the field.
    setTimeout(() => setText(''), 0);
  };
  return (
    <form
      className={classes.assign}
      onSubmit={(event) => {
        event.preventDefault();
        if (letters !== '') assign(letters);
      }}
    >
      <Autocomplete
        aria-label="Assign by name"
        placeholder="Assign by name"
        size="xs"
        data={[...names.keys()]}
        filter={({ options }) => options}
        // Outside of the menu a click on a name would close it first.
        comboboxProps={{ withinPortal: false }}
        renderOption={({ option }) => (
          <span>
            {option.value} <span className={classes.none}>{names.get(option.value)}</span>
          </span>
        )}
        value={text}
        onChange={setText}
        onOptionSubmit={assign}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <Button type="submit" size="xs" disabled={letters === ''}>
        Assign
      </Button>
    </form>
  );
}
