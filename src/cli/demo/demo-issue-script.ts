import type { DemoIssueStep } from './demo-issue-step.interface.js';

/** The project that the demo's issues are about. */
export const DEMO_PROJECT = { key: 'WEB', name: 'Web shop' } as const;

/** What happened to the demo's issues, oldest first. */
export const DEMO_ISSUE_SCRIPT: readonly DemoIssueStep[] = [
  {
    ago: 85,
    by: 'mia',
    why: 'Reported by a customer',
    issue: 'tip',
    open: {
      title: 'The till forgets the tip',
      body: 'Since Tuesday the tip is gone when a customer pays by card.\n\n1. Add a tip.\n2. Pay by card.\n3. The receipt shows none.',
      labels: ['bug'],
    },
  },
  {
    ago: 84,
    by: 'oscar',
    why: 'Triage',
    issue: 'tip',
    label: ['till', 'urgent'],
    assign: ['oscar'],
  },
  {
    ago: 83,
    by: 'oscar',
    why: 'Found the cause',
    issue: 'tip',
    comment: 'The cookie is written before the tip is known. @mia, which browser was it?',
  },
  {
    ago: 82,
    by: 'mia',
    why: 'Answer',
    issue: 'tip',
    comment: 'Every one that I tried, @oscar.',
  },
  {
    ago: 76,
    by: 'alice',
    why: 'From the quarterly plan',
    issue: 'dark',
    open: {
      title: 'Dark mode',
      body: 'People shop at night.',
      labels: ['feature'],
    },
  },
  {
    ago: 72,
    by: 'oscar',
    why: 'Released in the morning',
    issue: 'tip',
    unlabel: ['urgent'],
    close: 'completed',
  },
  {
    ago: 56,
    by: 'mia',
    why: 'It is back',
    issue: 'tip',
    reopen: true,
    comment: 'Two tables had it again at noon.',
  },
  {
    ago: 48,
    by: 'alice',
    why: 'Keep decisions in sight',
    issue: 'money',
    open: {
      title: 'Decide how amounts are rounded',
      body: 'WEB-1 would not have happened with one place that rounds.',
      labels: ['decision'],
      assignees: ['alice'],
    },
  },
  { ago: 47, by: 'alice', why: 'Keep decisions in sight', issue: 'money', pin: true },
  {
    ago: 36,
    by: 'mia',
    why: 'Say which theme',
    issue: 'dark',
    rename: 'Dark mode that follows the system',
    label: ['design'],
  },
  {
    ago: 22,
    by: 'oscar',
    why: 'Asked at the counter',
    issue: 'print',
    open: {
      title: 'Print receipts without a printer',
      body: 'Somebody asked for it. I do not know what they mean.',
      labels: ['question'],
    },
  },
  {
    ago: 21,
    by: 'alice',
    why: 'Nothing to do',
    issue: 'print',
    comment: 'They want them by e-mail, and have them already.',
    close: 'not_planned',
  },
  {
    ago: 9,
    by: 'oscar',
    why: 'Half of it is done',
    issue: 'money',
    comment: 'Rounding is in one place now. #1 can be tried again, @mia.',
  },
];
