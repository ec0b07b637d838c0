import { ActionIcon, Tooltip } from '@mantine/core';
import { Icon } from '../ui/icon.js';
import type { SyncPartProps } from './sync-page.js';

interface BesideButtonProps {
  type: string;
  id: string;
  peer: string;
  onChange: SyncPartProps['onChange'];
}

/** Opens a record beside the peer's. */
export function BesideButton({ type, id, peer, onChange }: BesideButtonProps) {
  return (
    <Tooltip label={`Here and at ${peer}, side by side`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${type} ${id} here and at ${peer}, side by side`}
        onClick={() => {
          onChange({ record: `${type}:${id}`, peer });
          document.querySelector('main')?.scrollTo({ top: 0 });
        }}
      >
        <Icon name="compare" />
      </ActionIcon>
    </Tooltip>
  );
}
