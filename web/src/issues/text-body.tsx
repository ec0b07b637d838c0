import { Fragment } from 'react';
import classes from './issue-page.module.css';

/** Somebody's text as it was written: lines kept, code set apart, names marked; never HTML. */
export function TextBody({ text }: { text: string }) {
  if (text.trim() === '') return <p className={classes.none}>No description.</p>;
  const blocks = text.split(/^```[^\n]*\n?/m);
  return (
    <div className={classes.text}>
      {blocks.map((block, index) =>
        index % 2 === 1 ? (
          // Blocks of one text never change their order.
          // oxlint-disable-next-line react/no-array-index-key
          <pre key={index}>{block.replace(/\n$/, '')}</pre>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <p key={index}>{withMarks(block.trim())}</p>
        ),
      )}
    </div>
  );
}

function withMarks(text: string) {
  return text.split(/(`[^`\n]+`|(?<![\w@])@[\w-]+)/).map((piece, index) => {
    // oxlint-disable-next-line react/no-array-index-key -- pieces of one text
    if (index % 2 === 0) return <Fragment key={index}>{piece}</Fragment>;
    // oxlint-disable-next-line react/no-array-index-key -- as above
    return piece.startsWith('`') ? (
      <code key={index}>{piece.slice(1, -1)}</code>
    ) : (
      <b key={index}>{piece}</b>
    );
  });
}
