import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ProblemNotice } from '../ui/problem-notice.js';
import { useDeliveryAct } from './use-delivery-act.js';

interface ReasonDialogProps {
  title: string;
  /** What it means for those who are told of things. */
  children: ReactNode;
  /** What the button says that does it. */
  label: string;
  /** Asks why; the reason is kept with the deliveries. */
  asksWhy: boolean;
  act: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Does something about deliveries after saying what that means, and asks why where it is kept. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, label, asksWhy, act, onClose } = props;
  const [reason, setReason] = useState('');
  const acting = useDeliveryAct(() => act(reason.trim()), { onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={<b>{title}</b>} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          acting.mutate();
        }}
      >
        <Text size="sm">{children}</Text>
        {asksWhy && (
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
        {acting.error && <ProblemNotice error={acting.error} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={acting.isPending}
            disabled={asksWhy && reason.trim() === ''}
          >
            {label}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
