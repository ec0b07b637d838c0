import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { retryMatching, skipMatching } from '../api/deliveries.js';
import { ProblemNotice } from '../ui/problem-notice.js';

interface BulkDialogProps {
  action: 'retry' | 'skip';
  filter: Record<string, string>;
  onClose: () => void;
}

/** Starts a task over everything that passes the filters, after saying what that means. */
export function BulkDialog({ action, filter, onClose }: BulkDialogProps) {
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const retry = action === 'retry';
  const start = useMutation({
    mutationFn: () => (retry ? retryMatching(filter) : skipMatching(filter, reason.trim())),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  const terms = Object.entries(filter).map(([name, value]) => `${name} ${value}`);
  return (
    <Modal
      opened
      onClose={onClose}
      title={<b>{retry ? 'Retry all that match' : 'Skip all that match'}</b>}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        <Text size="sm">
          Every delivery with <b>{terms.join(', ')}</b>, also those that are not on the screen.{' '}
          {retry
            ? 'Each is tried again at once, with the same idempotency key as before.'
            : 'Nobody will be told of them. They can be retried later.'}
        </Text>
        {!retry && (
          <Textarea
            mt="sm"
            label="Reason"
            required
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {start.error && <ProblemNotice error={start.error} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={start.isPending} disabled={!retry && reason.trim() === ''}>
            {retry ? 'Retry them' : 'Skip them'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
