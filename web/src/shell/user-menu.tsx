import { UnstyledButton } from '@mantine/core';
import { lazy } from 'react';
import type { User } from '../api/session.js';
import { Avatar } from '../ui/avatar.js';
import { MenuOnDemand } from './menu-on-demand.js';
import classes from './shell.module.css';

const UserMenuItems = lazy(() => import('./user-menu-items.js'));

interface UserMenuProps {
  user: User;
  onHelp: () => void;
  onSignOut: () => void;
}

export function UserMenu({ user, onHelp, onSignOut }: UserMenuProps) {
  const button = (
    <UnstyledButton className={classes.user} aria-label={`Menu of ${user.name}`}>
      <Avatar name={user.name} size={30} />
    </UnstyledButton>
  );
  return (
    <MenuOnDemand button={button}>
      {(target) => (
        <UserMenuItems button={target} user={user} onHelp={onHelp} onSignOut={onSignOut} />
      )}
    </MenuOnDemand>
  );
}
