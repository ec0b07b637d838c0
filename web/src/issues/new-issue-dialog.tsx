import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { openIssue, type Project } from '../api/issues.js';
import { ProblemNotice } from '../ui/problem-notice.js';

interface NewIssueDialogProps {
  projects: Project[];
  /** The key of the project that is looked at. */
  project: string | undefined;
  onClose: () => void;
}

/** Opens an issue and leads to it. */
export default function NewIssueDialog({ projects, project, onClose }: NewIssueDialogProps) {
  const first = projects.find(({ key }) => key === project) ?? projects[0];
  const [chosen, setChosen] = useState(first?.id ?? '');
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const open = useMutation({
    mutationFn: () => openIssue(chosen, { title: title.trim(), ...(body && { body }) }),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['issues'] });
      onClose();
      void navigate({ to: '/issues/$id', params: { id } });
    },
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={<b>New issue</b>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate();
        }}
      >
        <NativeSelect
          label="Project"
          data={projects.map(({ id, key, name }) => ({ value: id, label: `${key} · ${name}` }))}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <TextInput
          mt="sm"
          label="Title"
          required
          maxLength={256}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          data-autofocus
        />
        <Textarea
          mt="sm"
          label="Description"
          description="What happened, and what should have happened?"
          autosize
          minRows={5}
          maxRows={16}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        {open.error && <ProblemNotice error={open.error} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={open.isPending} disabled={title.trim() === ''}>
            Open the issue
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
