import { ActionIcon, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Version } from '../api/version.js';
import { copyText } from '../ui/copy-text.js';
import { Icon } from '../ui/icon.js';

interface VersionMenuProps {
  version: Version;
  own: boolean;
  mayAct: boolean;
  onAsOf: () => void;
  onAct: () => void;
}

/** What can be done with a version. Who may not act does not see how; the server refuses too. */
export function VersionMenu({ version, own, mayAct, onAsOf, onAct }: VersionMenuProps) {
  const navigate = useNavigate();
  const { correlation_id: correlation } = version;
  const act = actionName(version.event);
  const copyLink = (): void => {
    const link = new URL(window.location.href);
    link.searchParams.set('version', version.id);
    void copyText(link.href);
  };
  return (
    <Menu position="bottom-end" width={230} shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions on version ${version.id}`}>
          <Icon name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {own && (
          <Menu.Item leftSection={<Icon name="clock" />} onClick={onAsOf}>
            The record as of here
          </Menu.Item>
        )}
        {correlation !== null && (
          <Menu.Item
            leftSection={<Icon name="bolt" />}
            onClick={() => void navigate({ to: '/correlations/$id', params: { id: correlation } })}
          >
            What it happened with
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="link" />} onClick={copyLink}>
          Copy a link to it
        </Menu.Item>
        {mayAct && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<Icon name={act === 'restore' ? 'restore' : 'undo'} />}
              onClick={onAct}
            >
              {act === 'restore' ? 'Restore the record…' : 'Revert this change…'}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A destroyed record is restored; any other change is reverted. */
export function actionName(event: string): 'restore' | 'revert' {
  return event === 'destroy' ? 'restore' : 'revert';
}
