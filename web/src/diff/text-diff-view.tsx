import { Fragment, useMemo } from 'react';
import { diffText, type TextPart } from './diff-text.js';
import classes from './diff.module.css';
import { shortenSame } from './shorten-same.js';
import { toLines } from './to-lines.js';

interface TextDiffViewProps {
  before: string;
  after: string;
}

/** The differences of two long texts within the text itself. */
export function TextDiffView({ before, after }: TextDiffViewProps) {
  const diff = useMemo(() => diffText(before, after), [before, after]);
  if (diff === undefined) return <WholeTexts before={before} after={after} />;
  return diff.by === 'words' ? <Words parts={diff.parts} /> : <Lines parts={diff.parts} />;
}

function Words({ parts }: { parts: TextPart[] }) {
  return (
    <p className={classes.words}>
      {shortenSame(parts).map((part, index) => {
        if (part.kind === 'same') return <Fragment key={index}>{part.text}</Fragment>;
        const Tag = part.kind === 'old' ? 'del' : 'ins';
        return (
          <Tag key={index} className={classes[part.kind]}>
            {part.text}
          </Tag>
        );
      })}
    </p>
  );
}

const signs = { same: ' ', old: '−', new: '+' };
const MOST_LINES = 400;

function Lines({ parts }: { parts: TextPart[] }) {
  const all = toLines(parts);
  return (
    <div className={classes.lines} role="group" aria-label="Changed lines" tabIndex={0}>
      {all.slice(0, MOST_LINES).map((line) => {
        if (line.kind === 'skipped') {
          return (
            <div key={line.number} className={classes.skipped}>
              {line.count.toLocaleString('en')} unchanged lines
            </div>
          );
        }
        const Tag = line.kind === 'old' ? 'del' : line.kind === 'new' ? 'ins' : 'span';
        return (
          <Tag key={line.number} className={classes.textLine} data-kind={line.kind}>
            <span className={classes.sign}>{signs[line.kind]}</span>
            <span>{line.text || ' '}</span>
          </Tag>
        );
      })}
      {all.length > MOST_LINES && (
        <div className={classes.skipped}>
          {(all.length - MOST_LINES).toLocaleString('en')} more lines
        </div>
      )}
    </div>
  );
}

function WholeTexts({ before, after }: TextDiffViewProps) {
  return (
    <div className={classes.pair} data-stacked="true">
      <del className={classes.old}>
        <div className={classes.block}>{before}</div>
      </del>
      <ins className={classes.new}>
        <div className={classes.block}>{after}</div>
      </ins>
    </div>
  );
}
