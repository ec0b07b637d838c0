import type { ReactNode } from 'react';
import { usePageTitle } from './page-title.js';
import classes from './page.module.css';

interface PageProps {
  title: string;
  lead?: string;
  /** Above the heading: where one is. */
  crumbs?: ReactNode;
  actions?: ReactNode;
  /** Text to read rather than a list. */
  narrow?: boolean;
  children: ReactNode;
}

/** A page with its heading, what can be done on it, and its title in the tab. */
export function Page({ title, lead, crumbs, actions, narrow, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={classes.page} data-narrow={narrow}>
      <header className={classes.top}>
        <div className={classes.heading}>
          {crumbs !== undefined && (
            <nav className={classes.crumbs} aria-label="Where you are">
              {crumbs}
            </nav>
          )}
          <h1 className={classes.title}>{title}</h1>
          {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
