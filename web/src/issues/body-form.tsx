import { Button, Group, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '../ui/problem-notice.js';
import classes from './issue-page.module.css';

interface BodyFormProps {
  label: string;
  body: string;
  save: (body: string) => Promise<unknown>;
  onDone: () => void;
}

/** Writes a text anew; who was overtaken is told so and loses nothing that was typed. */
export function BodyForm({ label, body, save, onDone }: BodyFormProps) {
  const [text, setText] = useState(body);
  const queryClient = useQueryClient();
  const saving = useMutation({
    mutationFn: () => save(text),
    onSuccess: onDone,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['issues'] }),
  });
  return (
    <form
      className={classes.bodyForm}
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Textarea
        aria-label={label}
        autosize
        minRows={3}
        maxRows={20}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoFocus
      />
      {saving.error && <ProblemNotice error={saving.error} />}
      <Group justify="flex-end" mt="xs" gap="xs">
        <Button variant="default" size="xs" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" size="xs" loading={saving.isPending} disabled={text === body}>
          Save
        </Button>
      </Group>
    </form>
  );
}
