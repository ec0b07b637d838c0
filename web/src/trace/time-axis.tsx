import { formatLength } from '../ui/format-length.js';
import classes from './trace-view.module.css';

const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** The scale over the bars. */
export function TimeAxis({ length }: { length: number }) {
  return (
    <div className={classes.axis} aria-hidden="true">
      <span className={classes.axisTitle}>Step</span>
      <span className={classes.ticks}>
        {TICKS.map((part) => (
          <span key={part} style={{ left: `${part * 100}%` }} data-part={part}>
            {part === 0 ? '0' : `+${formatLength(part * length)}`}
          </span>
        ))}
      </span>
    </div>
  );
}
