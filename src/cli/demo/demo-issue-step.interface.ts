import type { NewIssue } from '../../domain/issues/index.js';

/** One thing that somebody did to an issue of the demo: one correlation, one reason. */
export interface DemoIssueStep {
  /** Hours before the demo was made. */
  readonly ago: number;
  /** Handle of the person. */
  readonly by: string;
  readonly why: string;
  /** The issue it is about, by a word that stands for it in this script. */
  readonly issue: string;
  readonly open?: NewIssue;
  readonly rename?: string;
  readonly label?: readonly string[];
  readonly unlabel?: readonly string[];
  readonly assign?: readonly string[];
  readonly comment?: string;
  readonly close?: 'completed' | 'not_planned';
  readonly reopen?: boolean;
  readonly pin?: boolean;
}
