import { retryMatching, skipMatching } from '../api/deliveries.js';
import { ReasonDialog } from './reason-dialog.js';

interface BulkDialogProps {
  action: 'retry' | 'skip';
  filter: Record<string, string>;
  onClose: () => void;
}

/** Starts a task over everything that passes the filters, after saying what that means. */
export function BulkDialog({ action, filter, onClose }: BulkDialogProps) {
  const retry = action === 'retry';
  const terms = Object.entries(filter).map(([name, value]) => `${name} ${value}`);
  return (
    <ReasonDialog
      title={retry ? 'Retry all that match' : 'Skip all that match'}
      label={retry ? 'Retry them' : 'Skip them'}
      asksWhy={!retry}
      act={(reason) => (retry ? retryMatching(filter) : skipMatching(filter, reason))}
      onClose={onClose}
    >
      Every delivery with <b>{terms.join(', ')}</b>, also those that are not on the screen.{' '}
      {retry
        ? 'Each is tried again at once, with the same idempotency key as before.'
        : 'Nobody will be told of them. They can be retried later.'}
    </ReasonDialog>
  );
}
