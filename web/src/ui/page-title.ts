import { useEffect } from 'react';

let page = 'Backstory';
let unread = 0;

/** The tab's title: the page, and before it what waits for the reader. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    page = `${title} · Backstory`;
    show();
  }, [title]);
}

export function useTitleCount(count: number): void {
  useEffect(() => {
    unread = count;
    show();
    return () => {
      unread = 0;
      show();
    };
  }, [count]);
}

function show(): void {
  document.title = unread > 0 ? `[${unread > 99 ? '99+' : unread}] ${page}` : page;
}
