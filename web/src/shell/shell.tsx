import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouteContext } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { whenSignedOut } from '../api/request.js';
import { sessionQuery, signOut } from '../api/session.js';
import { FeedProvider } from '../feed/feed-context.js';
import { Icon } from '../ui/icon.js';
import { Logo } from '../ui/logo.js';
import { ConnectionChip } from './connection-chip.js';
import { KeyboardHelp } from './keyboard-help.js';
import { OpenRecord } from './open-record.js';
import { announceSignOut, whenSignedOutElsewhere } from './session-channel.js';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.js';
import { useShortcuts } from './use-shortcuts.js';

/** The frame around every page of somebody who is signed in. */
export function Shell() {
  const { user } = useRouteContext({ from: '/shell' });
  const [help, setHelp] = useState(false);
  const [finding, setFinding] = useState(false);
  const { toggleColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const leave = useLeave();

  useEffect(() => whenSignedOut(leave), [leave]);
  useEffect(() => whenSignedOutElsewhere(leave), [leave]);
  useShortcuts({
    '?': () => setHelp(true),
    t: () => toggleColorScheme(),
    'g a': () => void navigate({ to: '/activity' }),
    'g r': () => setFinding(true),
  });

  const onSignOut = (): void => {
    signOut()
      .catch(() => undefined)
      .then(() => {
        announceSignOut();
        leave();
      })
      .catch(() => undefined);
  };

  return (
    <FeedProvider onSignedOut={leave}>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <div className={classes.frame}>
        <header className={classes.header}>
          <Link to="/activity" className={classes.brand} aria-label="Backstory, live activity">
            <Logo />
            <span className={classes.name}>Backstory</span>
          </Link>
          <nav className={classes.nav} aria-label="Pages">
            <Link to="/activity" className={classes.tab} activeOptions={{ includeSearch: false }}>
              <Icon name="activity" />
              <span>Activity</span>
            </Link>
            <button type="button" className={classes.tab} onClick={() => setFinding(true)}>
              <Icon name="search" />
              <span>Record…</span>
            </button>
          </nav>
          <div className={classes.tools}>
            <ConnectionChip />
            <UserMenu user={user} onHelp={() => setHelp(true)} onSignOut={onSignOut} />
          </div>
        </header>
        <main id="main" className={classes.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <KeyboardHelp opened={help} onClose={() => setHelp(false)} />
      <OpenRecord opened={finding} onClose={() => setFinding(false)} />
    </FeedProvider>
  );
}

/** Goes to the sign-in page and forgets everything that was read. */
function useLeave(): () => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useCallback(() => {
    const to = window.location.pathname.replace(/^\/console/, '') + window.location.search;
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, null);
    void navigate({ to: '/sign-in', search: { to }, replace: true });
  }, [queryClient, navigate]);
}
