import { Tooltip, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFeed, useFeedState } from '../feed/feed-context.js';
import type { FeedState } from '../feed/feed-state.js';
import classes from './connection-chip.module.css';

/** Shows how this browser hangs on the feed; a click tries again at once. */
export function ConnectionChip() {
  const feed = useFeed();
  const state = useFeedState();
  const seconds = useSecondsUntil(state.name === 'reconnecting' ? state.retryAt : undefined);
  const { label, hint } = describe(state, seconds);
  return (
    <Tooltip label={hint} multiline maw={260}>
      <UnstyledButton
        className={classes.chip}
        data-state={state.name}
        data-testid="connection"
        aria-label={`Feed: ${label}. ${hint}`}
        onClick={() => feed?.nudge()}
      >
        <span className={classes.dot} aria-hidden="true" />
        <span>{label}</span>
      </UnstyledButton>
    </Tooltip>
  );
}

function describe(state: FeedState, seconds: number): { label: string; hint: string } {
  switch (state.name) {
    case 'live':
      return { label: 'Live', hint: 'Changes arrive as they are committed.' };
    case 'catching-up':
      return {
        label: `Catching up (${state.remaining.toLocaleString('en')})`,
        hint: 'Reading what happened while this browser was away.',
      };
    case 'polling':
      return {
        label: 'Polling',
        hint: 'Something on the way blocks the stream; changes are asked for instead.',
      };
    case 'reconnecting':
      return {
        label: seconds > 0 ? `Reconnecting in ${seconds} s` : 'Reconnecting',
        hint: 'The server does not answer. Nothing is missed: the feed resumes where it stopped. Click to try now.',
      };
    case 'signed-out':
      return { label: 'Signed out', hint: 'Sign in again to go on.' };
    default:
      return { label: 'Connecting', hint: 'Opening the feed.' };
  }
}

function useSecondsUntil(time: number | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (time === undefined) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [time]);
  return time === undefined ? 0 : Math.max(0, Math.round((time - now) / 1_000));
}
