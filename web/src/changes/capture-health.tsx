import { useQuery } from '@tanstack/react-query';
import { captureHealthQuery, type Finding } from '../api/changes.js';
import { CopyButton } from '../ui/copy-button.js';
import { Icon } from '../ui/icon.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { StateChip } from '../ui/state-chip.js';
import classes from './capture-health.module.css';

const LOOK_MS = 15_000;

/** Whether the triggers that see other programs' writes are what the code says, as the doctor finds. */
export function CaptureHealth() {
  const { data: health, error } = useQuery({ ...captureHealthQuery, refetchInterval: LOOK_MS });
  if (error) return <ProblemNotice error={error} />;
  if (health === undefined) return null;
  const { items: findings, tables } = health;
  if (findings.length === 0) {
    return (
      <p className={classes.well} data-testid="capture-health">
        <Icon name="check" size={15} />
        {tables.length} tables are watched, and every trigger is as the code declares it.
      </p>
    );
  }
  return (
    <section
      className={classes.ill}
      data-testid="capture-health"
      aria-label="Health of the triggers"
    >
      <h2 className={classes.title}>
        <Icon name="warning" size={17} />
        {findings.some(({ unrecorded }) => unrecorded)
          ? 'Changes pass unseen'
          : 'Something about the triggers is not as it should be'}
      </h2>
      <ul className={classes.findings}>
        {findings.map((finding) => (
          <FindingRow key={keyOf(finding)} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const { severity, table, trigger, message, remedy } = finding;
  const where = [table, trigger].filter((part) => part !== null).join(' · ');
  return (
    <li className={classes.finding}>
      <StateChip state={severity} />
      <div className={classes.words}>
        {where !== '' && <code className={classes.where}>{where}</code>}
        <p>{message}</p>
        <p className={classes.remedy}>
          <span>{remedy}</span>
          <CopyButton value={remedy} label="Copy the remedy" />
        </p>
      </div>
    </li>
  );
}

function keyOf({ code, table, trigger, message }: Finding): string {
  return [code, table, trigger, message].join(' ');
}
