/** A label as GitHub describes it. */
export interface GithubLabel {
  readonly name: string;
  /** `#d73a4a`. */
  readonly colour: string;
  readonly description: string;
}

/** A milestone as GitHub describes it. */
export interface GithubMilestone {
  readonly title: string;
  /** A day: `2019-05-23`. */
  readonly dueOn: string | null;
  readonly state: 'open' | 'closed';
}

/** Why an issue was closed, in this domain's words. */
export type ClosedReason = 'completed' | 'not_planned' | 'duplicate';

/** Why an issue was locked, in this domain's words. */
export type LockReason = 'off_topic' | 'too_heated' | 'resolved' | 'spam';

/** What people can see of an issue. GitHub sends some issues in part: what is absent is not known. */
export interface IssueImage {
  readonly title: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  readonly closedReason?: ClosedReason | null;
  readonly locked?: boolean;
  readonly lockReason?: LockReason | null;
  readonly labels?: readonly GithubLabel[];
  /** Logins. */
  readonly assignees?: readonly string[];
  readonly milestone?: GithubMilestone | null;
}

/** A repository; its id stays when it is renamed or moves to another owner. */
export interface GithubRepository {
  readonly id: string;
  /** `octocat/Hello-World`. */
  readonly fullName: string;
}

/** Where an issue is on GitHub. */
export interface IssuePlace {
  readonly repository: GithubRepository;
  readonly number: number;
}

/** An issue at the moment that a signal tells of. */
export interface GithubIssue extends IssuePlace {
  readonly author: string;
  readonly image: IssueImage;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A comment at the moment that a signal tells of. */
export interface GithubComment {
  /** GitHub's id; the only thing by which a comment is found again. */
  readonly id: string;
  readonly author: string;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What happened to an issue, with what its image alone does not tell. */
export type IssueAction =
  | { readonly name: 'opened'; readonly from?: IssuePlace }
  | { readonly name: 'edited'; readonly title?: string; readonly body?: string }
  | { readonly name: 'closed' | 'reopened' | 'locked' | 'unlocked' | 'pinned' | 'unpinned' }
  | { readonly name: 'labeled' | 'unlabeled'; readonly label: GithubLabel }
  | { readonly name: 'assigned' | 'unassigned'; readonly assignee: string }
  | { readonly name: 'milestoned' | 'demilestoned'; readonly milestone: GithubMilestone }
  | { readonly name: 'deleted' }
  | { readonly name: 'transferred'; readonly to: GithubIssue };

/** One thing that happened on GitHub, told by a webhook or an archive. */
export interface GithubSignal {
  readonly repository: GithubRepository;
  /** The login of who did it. */
  readonly actor: string;
  /** When it happened; absent where GitHub does not say, and it happened just now. */
  readonly at?: string;
  readonly fact: GithubFact;
}

/** What a signal is about. */
export type GithubFact =
  | { readonly about: 'issue'; readonly issue: GithubIssue; readonly action: IssueAction }
  | {
      readonly about: 'comment';
      readonly issue: GithubIssue;
      readonly comment: GithubComment;
      readonly action: 'created' | 'edited' | 'deleted';
    }
  | {
      readonly about: 'label';
      readonly label: GithubLabel;
      /** Its name before, when it was renamed. */
      readonly was?: string;
      readonly action: 'created' | 'edited' | 'deleted';
    }
  | {
      readonly about: 'milestone';
      readonly milestone: GithubMilestone;
      /** Its title before, when it was renamed. */
      readonly was?: string;
      readonly action: 'created' | 'edited' | 'opened' | 'closed' | 'deleted';
    };

/** What was read: a signal, or why there is none in it. */
export type GithubReading = { readonly signal: GithubSignal } | { readonly ignored: string };
