import type { ReactNode } from 'react';
import classes from './page.module.css';

/** The surface that a list lies on. */
export function Panel({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <section className={classes.panel} aria-label={label}>
      {children}
    </section>
  );
}
