import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Delivery, skipDelivery } from '../api/deliveries.js';
import { ProblemNotice } from '../ui/problem-notice.js';

/** Gives a delivery up; why is kept with it. */
export function SkipDialog({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const skip = useMutation({
    mutationFn: () => skipDelivery(delivery.id, reason.trim()),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  return (
    <Modal opened onClose={onClose} title={<b>Skip delivery {delivery.id}</b>} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          skip.mutate();
        }}
      >
        <Text size="sm" c="dimmed">
          {delivery.subscriber} will not be told of it. It can be retried later.
        </Text>
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
        {skip.error && <ProblemNotice error={skip.error} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={skip.isPending} disabled={reason.trim() === ''}>
            Skip it
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
