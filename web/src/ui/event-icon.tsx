import classes from './event-icon.module.css';
import { eventStyle } from './event-style.js';
import { Icon } from './icon.js';

export function EventIcon({ event, size = 28 }: { event: string; size?: number }) {
  const style = eventStyle(event);
  return (
    <span
      className={classes.icon}
      data-tone={style.tone}
      title={style.label}
      style={{ width: size, height: size }}
    >
      <Icon name={style.icon} size={Math.round(size * 0.54)} />
    </span>
  );
}
