import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { User } from '../api/session.js';
import { Icon } from '../ui/icon.js';
import type { MenuButton } from './menu-on-demand.js';
import { OpenedMenu } from './opened-menu.js';
import { pagesOf } from './pages.js';

interface PageMenuItemsProps {
  user: User;
  button: MenuButton;
  onRecord: () => void;
  onTrace: () => void;
}

/** The pages, as a menu. */
export default function PageMenuItems({ user, button, onRecord, onTrace }: PageMenuItemsProps) {
  return (
    <OpenedMenu button={button} position="bottom-start" width={210}>
      {pagesOf(user).map(({ to, label, icon }) => (
        <Menu.Item key={to} component={Link} to={to} leftSection={<Icon name={icon} />}>
          {label}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<Icon name="search" />} onClick={onRecord}>
        Record…
      </Menu.Item>
      <Menu.Item leftSection={<Icon name="tree" />} onClick={onTrace}>
        Trace…
      </Menu.Item>
    </OpenedMenu>
  );
}
