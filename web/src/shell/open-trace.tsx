import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';

/** Opens the trace of a correlation by its id, as it stands in logs, answers and errors. */
export default function OpenTrace({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [id, setId] = useState('');
  const open = (event: FormEvent): void => {
    event.preventDefault();
    onClose();
    void navigate({ to: '/correlations/$id', params: { id: id.trim() } });
  };
  return (
    <Modal opened onClose={onClose} title="Open a trace" centered size="sm">
      <form onSubmit={open}>
        <TextInput
          label="Correlation id"
          description="From a log line, an error, or the header X-Correlation-Id of an answer."
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          required
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit" disabled={id.trim() === ''}>
            Show what happened
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
