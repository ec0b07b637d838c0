import classes from './avatar.module.css';
import { hueOf } from './hue-of.js';

interface AvatarProps {
  name: string;
  size?: number;
}

/** The first letter on a colour of its own; decorative, the name stands beside it. */
export function Avatar({ name, size = 24 }: AvatarProps) {
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0] ?? '?';
  return (
    <span
      className={classes.avatar}
      aria-hidden="true"
      style={{
        width: size,
        height: size,
        fontSize: Math.round(size * 0.46),
        ['--hue' as string]: hueOf(name),
      }}
    >
      {letter.toUpperCase()}
    </span>
  );
}
