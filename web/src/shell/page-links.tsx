import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Icon, type IconName } from '../ui/icon.js';
import classes from './shell.module.css';

const pages = [
  { to: '/activity', label: 'Activity', icon: 'activity' },
  { to: '/issues', label: 'Issues', icon: 'issue' },
  { to: '/deliveries', label: 'Deliveries', icon: 'inbox' },
  { to: '/workflows', label: 'Workflows', icon: 'flow' },
] as const satisfies { to: string; label: string; icon: IconName }[];

interface PageLinksProps {
  onRecord: () => void;
  onTrace: () => void;
}

/** The pages; on a narrow screen behind one button. */
export function PageLinks({ onRecord, onTrace }: PageLinksProps) {
  return (
    <nav className={classes.nav} aria-label="Pages">
      <div className={classes.tabs}>
        {pages.map(({ to, label, icon }) => (
          <Link key={to} to={to} className={classes.tab} activeOptions={{ includeSearch: false }}>
            <Icon name={icon} />
            <span>{label}</span>
          </Link>
        ))}
        <button type="button" className={classes.tab} onClick={onRecord}>
          <Icon name="search" />
          <span>Record…</span>
        </button>
      </div>
      <Menu position="bottom-start" width={210} shadow="md">
        <Menu.Target>
          <button type="button" className={classes.more} aria-label="Pages">
            <Icon name="menu" size={20} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {pages.map(({ to, label, icon }) => (
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
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}
