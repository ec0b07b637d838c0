import { Autocomplete, Button, Group, Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { typesQuery } from '../api/audit.js';

/** Opens a record's history by its type and id. */
export default function OpenRecord({ onClose }: { onClose: () => void }) {
  const types = useQuery(typesQuery);
  const navigate = useNavigate();
  const [type, setType] = useState('');
  const [id, setId] = useState('');
  const names = (types.data ?? []).map((item) => item.item_type);
  const chosen = type || (names.includes('Post') ? 'Post' : (names[0] ?? ''));

  const open = (event: FormEvent): void => {
    event.preventDefault();
    onClose();
    void navigate({ to: '/records/$type/$id', params: { type: chosen, id: id.trim() } });
  };

  return (
    <Modal opened onClose={onClose} title="Open a record" centered size="sm">
      <form onSubmit={open}>
        <Autocomplete label="Type" data={names} value={chosen} onChange={setType} required />
        <TextInput
          mt="sm"
          label="Id"
          placeholder="12"
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          required
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit" disabled={chosen === '' || id.trim() === ''}>
            Show its history
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
