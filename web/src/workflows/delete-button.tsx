import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteWorkflow, type Workflow } from '../api/workflows.js';
import { ProblemNotice } from '../ui/problem-notice.js';

export function DeleteButton({ workflow }: { workflow: Workflow }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteWorkflow(workflow.id),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['workflows', 'list'] });
      void navigate({ to: '/workflows' });
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Delete…
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={<b>Delete this workflow</b>}
        centered
      >
        <Text size="sm">
          “{workflow.name}” will not run any more. What it did stays, and so do its runs in the
          traces. To stop it for a while, turn it off instead.
        </Text>
        {remove.error && <ProblemNotice error={remove.error} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setAsking(false)}>
            Cancel
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            Delete it
          </Button>
        </Group>
      </Modal>
    </>
  );
}
