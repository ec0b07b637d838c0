import { ActionIcon, Button, Group, Modal, Text, Textarea, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Message, retryMessage, skipMessage } from '../api/sync.js';
import { Icon } from '../ui/icon.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { tellFailure } from '../ui/toasts.js';

const OPEN = new Set(['pending', 'parked', 'unclaimed']);

/** What an operator may do with a message that is not applied. */
export function MessageActs({ message: { seq, state, peer } }: { message: Message }) {
  const [skipping, setSkipping] = useState(false);
  const retry = useSyncAct(() => retryMessage(seq), { onError: tellFailure });
  if (!OPEN.has(state)) return null;
  return (
    <>
      <Tooltip label="Apply it now; in a conflict, what the peer has is taken">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Apply message ${seq} now`}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          <Icon name="retry" />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Give it up, with a reason">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Give message ${seq} up…`}
          onClick={() => setSkipping(true)}
        >
          <Icon name="skip" />
        </ActionIcon>
      </Tooltip>
      {skipping && <SkipDialog seq={seq} peer={peer} onClose={() => setSkipping(false)} />}
    </>
  );
}

interface SkipDialogProps {
  seq: string;
  peer: string;
  onClose: () => void;
}

function SkipDialog({ seq, peer, onClose }: SkipDialogProps) {
  const [reason, setReason] = useState('');
  const skip = useSyncAct(() => skipMessage(seq, reason.trim()), { onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={<b>Give message {seq} up</b>} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          skip.mutate();
        }}
      >
        <Text size="sm">
          The record stays as it is here. Where both sides changed it, {peer} is told so; what waits
          behind it goes on.
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
            Give it up
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

interface SyncActOptions {
  onSuccess?: () => void;
  onError?: (error: Error) => void;
}

/** Does something about a message; all of the page is read again afterwards. */
function useSyncAct(act: () => Promise<unknown>, options: SyncActOptions) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: act,
    ...options,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sync'] }),
  });
}
