import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { FeedState } from './feed-state.js';
import { openBrowserFeed } from './open-browser-feed.js';
import type { SharedFeed } from './shared-feed.js';

const FeedContext = createContext<SharedFeed | undefined>(undefined);
const connecting: FeedState = { name: 'connecting' };

interface FeedProviderProps {
  children: ReactNode;
  onSignedOut: () => void;
}

/** Opens this tab's share of the feed for as long as somebody is signed in. */
export function FeedProvider({ children, onSignedOut }: FeedProviderProps) {
  const [feed, setFeed] = useState<SharedFeed>();

  useEffect(() => {
    let current: SharedFeed | undefined;
    const open = (): void => {
      current ??= openBrowserFeed();
      setFeed(current);
    };
    const close = (): void => {
      current?.stop();
      current = undefined;
    };
    const nudge = (): void => {
      if (document.visibilityState === 'visible') current?.nudge();
    };
    open();
    window.addEventListener('pagehide', close);
    window.addEventListener('pageshow', open);
    window.addEventListener('online', nudge);
    document.addEventListener('visibilitychange', nudge);
    return () => {
      window.removeEventListener('pagehide', close);
      window.removeEventListener('pageshow', open);
      window.removeEventListener('online', nudge);
      document.removeEventListener('visibilitychange', nudge);
      close();
    };
  }, []);

  useEffect(
    () =>
      feed?.watch(() => {
        if (feed.state.name === 'signed-out') onSignedOut();
      }),
    [feed, onSignedOut],
  );

  return <FeedContext value={feed}>{children}</FeedContext>;
}

export function useFeed(): SharedFeed | undefined {
  return useContext(FeedContext);
}

export function useFeedState(): FeedState {
  const feed = useFeed();
  return useSyncExternalStore(
    (listener) => feed?.watch(listener) ?? (() => undefined),
    () => feed?.state ?? connecting,
  );
}
