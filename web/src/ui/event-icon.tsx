import classes from './event-icon.module.css';
import { type EventStyle, eventStyle } from './event-style.js';
import { Icon } from './icon.js';

export function EventIcon({ event, size = 28 }: { event: string; size?: number }) {
  return <ToneIcon {...eventStyle(event)} size={size} />;
}

/** A picture on its tone; `label` is its tooltip, the words stand beside it. */
export function ToneIcon({ icon, tone, label, size = 28 }: EventStyle & { size?: number }) {
  return (
    <span
      className={classes.icon}
      data-tone={tone}
      title={label}
      style={{ width: size, height: size }}
    >
      <Icon name={icon} size={Math.round(size * 0.54)} />
    </span>
  );
}
