import { Menu, useMantineColorScheme } from '@mantine/core';
import type { User } from '../api/session.js';
import { Icon, type IconName } from '../ui/icon.js';
import type { MenuButton } from './menu-on-demand.js';
import { OpenedMenu } from './opened-menu.js';
import classes from './shell.module.css';

const schemes: { value: 'light' | 'dark' | 'auto'; label: string; icon: IconName }[] = [
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
  { value: 'auto', label: 'As the system', icon: 'system' },
];

interface UserMenuItemsProps {
  button: MenuButton;
  user: User;
  onHelp: () => void;
  onSignOut: () => void;
}

/** Who is signed in, the theme, and the way out. */
export default function UserMenuItems({ button, user, onHelp, onSignOut }: UserMenuItemsProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <OpenedMenu button={button} position="bottom-end" width={220}>
      <div className={classes.who}>
        <b>{user.display_name ?? user.name}</b>
        <span>
          {user.name} · {user.role}
        </span>
      </div>
      <Menu.Divider />
      <Menu.Label>Theme</Menu.Label>
      {schemes.map((scheme) => (
        <Menu.Item
          key={scheme.value}
          leftSection={<Icon name={scheme.icon} />}
          rightSection={colorScheme === scheme.value ? <Icon name="check" size={14} /> : null}
          aria-current={colorScheme === scheme.value}
          onClick={() => setColorScheme(scheme.value)}
        >
          {scheme.label}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<Icon name="keyboard" />} onClick={onHelp}>
        Keyboard shortcuts
      </Menu.Item>
      <Menu.Item leftSection={<Icon name="signOut" />} onClick={onSignOut}>
        Sign out
      </Menu.Item>
    </OpenedMenu>
  );
}
