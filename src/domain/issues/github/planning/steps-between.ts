import type { GithubLabel, IssueImage } from '../github-signal.interface.js';
import type { MirrorStep } from './mirror-step.interface.js';

/**
 * What leads from one image of an issue to a later one. What either image does not tell stays.
 * Locking comes last and unlocking first, as on GitHub nobody talks in a locked issue.
 */
export function stepsBetween(before: IssueImage, after: IssueImage): MirrorStep[] {
  const [unlocked, locked] = lockSteps(before, after);
  return [
    ...unlocked,
    ...textSteps(before, after),
    ...labelSteps(before, after),
    ...assigneeSteps(before, after),
    ...milestoneSteps(before, after),
    ...stateSteps(before, after),
    ...locked,
  ];
}

function textSteps(before: IssueImage, after: IssueImage): MirrorStep[] {
  const steps: MirrorStep[] = [];
  if (before.title !== after.title) {
    steps.push({ do: 'rename', title: after.title });
  }
  if (after.body !== undefined && before.body !== after.body) {
    steps.push({ do: 'edit_body', body: after.body });
  }
  return steps;
}

function labelSteps(before: IssueImage, after: IssueImage): MirrorStep[] {
  if (!after.labels) {
    return [];
  }
  const [had, has] = [byName(before.labels), byName(after.labels)];
  const added = [...has].filter(([key]) => !had.has(key)).map(([, label]) => label);
  const removed = [...had].filter(([key]) => !has.has(key)).map(([, label]) => label.name);
  return [
    ...(removed.length > 0 ? [{ do: 'remove_labels', names: removed } as const] : []),
    ...(added.length > 0 ? [{ do: 'add_labels', labels: added } as const] : []),
  ];
}

function assigneeSteps(before: IssueImage, after: IssueImage): MirrorStep[] {
  if (!after.assignees) {
    return [];
  }
  const left = missingFrom(after.assignees, before.assignees);
  const come = missingFrom(before.assignees, after.assignees);
  return [
    ...(left.length > 0 ? [{ do: 'unassign', logins: left } as const] : []),
    ...(come.length > 0 ? [{ do: 'assign', logins: come } as const] : []),
  ];
}

function milestoneSteps(before: IssueImage, after: IssueImage): MirrorStep[] {
  const { milestone } = after;
  return milestone === undefined || milestone?.title === before.milestone?.title
    ? []
    : [{ do: 'set_milestone', milestone }];
}

function stateSteps(before: IssueImage, after: IssueImage): MirrorStep[] {
  if (after.state === undefined || after.state === (before.state ?? 'open')) {
    return [];
  }
  return after.state === 'closed'
    ? [{ do: 'close', reason: after.closedReason ?? null }]
    : [{ do: 'reopen' }];
}

function lockSteps(before: IssueImage, after: IssueImage): [MirrorStep[], MirrorStep[]] {
  if (after.locked === undefined || after.locked === (before.locked ?? false)) {
    return [[], []];
  }
  return after.locked
    ? [[], [{ do: 'lock', reason: after.lockReason ?? null }]]
    : [[{ do: 'unlock' }], []];
}

function byName(labels: readonly GithubLabel[] = []): Map<string, GithubLabel> {
  return new Map(labels.map((label) => [label.name.toLowerCase(), label]));
}

/** Who of `logins` is not among `known`; case says nothing about a login. */
function missingFrom(known: readonly string[] = [], logins: readonly string[] = []): string[] {
  const names = new Set(known.map((login) => login.toLowerCase()));
  return logins.filter((login) => !names.has(login.toLowerCase()));
}
