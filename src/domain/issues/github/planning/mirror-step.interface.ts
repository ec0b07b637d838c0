import type {
  ClosedReason,
  GithubLabel,
  GithubMilestone,
  LockReason,
} from '../github-signal.interface.js';

/** One thing to do to an issue here, so that it follows the one on GitHub. */
export type MirrorStep =
  | { readonly do: 'rename'; readonly title: string }
  | { readonly do: 'edit_body'; readonly body: string }
  | { readonly do: 'close'; readonly reason: ClosedReason | null }
  | { readonly do: 'reopen' }
  | { readonly do: 'lock'; readonly reason: LockReason | null }
  | { readonly do: 'unlock' }
  | { readonly do: 'add_labels'; readonly labels: readonly GithubLabel[] }
  | { readonly do: 'remove_labels'; readonly names: readonly string[] }
  | { readonly do: 'assign'; readonly logins: readonly string[] }
  | { readonly do: 'unassign'; readonly logins: readonly string[] }
  | { readonly do: 'set_milestone'; readonly milestone: GithubMilestone | null };
