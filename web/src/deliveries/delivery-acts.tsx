import { ActionIcon, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { type Delivery, isStuck, retryDelivery, skipDelivery } from '../api/deliveries.js';
import { Icon, type IconName } from '../ui/icon.js';
import { tellFailure } from '../ui/toasts.js';
import { ReasonDialog } from './reason-dialog.js';
import { useDeliveryAct } from './use-delivery-act.js';

/** What an operator may do with a delivery as it stands. */
export function DeliveryActs({ delivery }: { delivery: Delivery }) {
  const { id, state, attempts, subscriber } = delivery;
  const [skipping, setSkipping] = useState(false);
  const retry = useDeliveryAct(() => retryDelivery(id), { onError: tellFailure });
  const stuck = isStuck(state);
  return (
    <>
      {(stuck || state === 'skipped' || (state === 'pending' && attempts > 0)) && (
        <Act
          icon="retry"
          hint="Retry now"
          label={`Retry delivery ${id} now`}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        />
      )}
      {(stuck || state === 'pending') && (
        <Act
          icon="skip"
          hint="Skip, with a reason"
          label={`Skip delivery ${id}…`}
          onClick={() => setSkipping(true)}
        />
      )}
      {skipping && (
        <ReasonDialog
          title={`Skip delivery ${id}`}
          label="Skip it"
          asksWhy
          act={(reason) => skipDelivery(id, reason)}
          onClose={() => setSkipping(false)}
        >
          {subscriber} will not be told of it. It can be retried later.
        </ReasonDialog>
      )}
    </>
  );
}

interface ActProps {
  icon: IconName;
  hint: string;
  label: string;
  loading?: boolean;
  onClick: () => void;
}

function Act({ icon, hint, label, loading = false, onClick }: ActProps) {
  return (
    <Tooltip label={hint}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        loading={loading}
        onClick={onClick}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}
