import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouteContext } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { whenSignedOut } from '../api/request.js';
import { sessionQuery, signOut } from '../api/session.js';
import { FeedProvider } from '../feed/feed-context.js';
import { Logo } from '../ui/logo.js';
import { Bell } from './bell.js';
import { ConnectionChip } from './connection-chip.js';
import { PageLinks } from './page-links.js';
import { announceSignOut, whenSignedOutElsewhere } from './session-channel.js';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.js';
import { useShortcuts } from './use-shortcuts.js';

// Not needed for the first view.
const KeyboardHelp = lazy(() => import('./keyboard-help.js'));
const OpenAnything = lazy(() => import('./open-anything.js'));
const OpenRecord = lazy(() => import('./open-record.js'));
const OpenTrace = lazy(() => import('./open-trace.js'));

type Dialog = 'help' | 'anything' | 'record' | 'trace';

/** The frame around every page of somebody who is signed in. */
export function Shell() {
  const { user } = useRouteContext({ from: '/shell' });
  const [dialog, setDialog] = useState<Dialog>();
  const { toggleColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const leave = useLeave();
  const close = (): void => setDialog(undefined);

  useEffect(() => whenSignedOut(leave), [leave]);
  useEffect(() => whenSignedOutElsewhere(leave), [leave]);
  useShortcuts({
    '?': () => setDialog('help'),
    t: () => toggleColorScheme(),
    'g a': () => void navigate({ to: '/activity' }),
    'g i': () => void navigate({ to: '/issues' }),
    'g d': () => void navigate({ to: '/deliveries' }),
    'g w': () => void navigate({ to: '/workflows' }),
    'g p': () => void navigate({ to: '/changes' }),
    'g s': () => void navigate({ to: '/sync' }),
    'g n': () => void navigate({ to: '/notifications' }),
    'g h': () => setDialog('record'),
    'g r': () => setDialog('record'),
    'g c': () => setDialog('trace'),
    'mod k': () => setDialog('anything'),
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
          <PageLinks
            user={user}
            onRecord={() => setDialog('record')}
            onTrace={() => setDialog('trace')}
          />
          <div className={classes.tools}>
            <ConnectionChip />
            <Bell />
            <UserMenu user={user} onHelp={() => setDialog('help')} onSignOut={onSignOut} />
          </div>
        </header>
        <main id="main" className={classes.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        {dialog === 'help' && <KeyboardHelp onClose={close} />}
        {dialog === 'anything' && <OpenAnything user={user} onClose={close} />}
        {dialog === 'record' && <OpenRecord onClose={close} />}
        {dialog === 'trace' && <OpenTrace onClose={close} />}
      </Suspense>
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
