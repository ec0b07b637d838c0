import { Link } from '@tanstack/react-router';
import { lazy } from 'react';
import { Icon } from '../ui/icon.js';
import { MenuOnDemand } from './menu-on-demand.js';
import type { User } from '../api/session.js';
import { pagesOf } from './pages.js';
import classes from './shell.module.css';

const PageMenuItems = lazy(() => import('./page-menu-items.js'));

interface PageLinksProps {
  user: User;
  onRecord: () => void;
  onTrace: () => void;
}

/** The pages; on a narrow screen behind one button. */
export function PageLinks({ user, onRecord, onTrace }: PageLinksProps) {
  const button = (
    <button type="button" className={classes.more} aria-label="Pages">
      <Icon name="menu" size={20} />
    </button>
  );
  return (
    <nav className={classes.nav} aria-label="Pages">
      <div className={classes.tabs}>
        {pagesOf(user).map(({ to, label, icon }) => (
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
      <MenuOnDemand button={button}>
        {(target) => (
          <PageMenuItems user={user} button={target} onRecord={onRecord} onTrace={onTrace} />
        )}
      </MenuOnDemand>
    </nav>
  );
}
