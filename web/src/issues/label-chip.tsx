import classes from './label-chip.module.css';

/** A label in its colour: the colour is a dot and a tint, so that the text keeps its contrast. */
export function LabelChip({ name, colour }: { name: string; colour?: string | undefined }) {
  const safe = /^#[\da-f]{6}$/i.test(colour ?? '') ? colour : 'var(--bs-dim)';
  return (
    <span className={classes.label} style={{ ['--colour' as string]: safe }}>
      {name}
    </span>
  );
}
