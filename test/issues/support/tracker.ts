import { createTestApp, type TestApp, type TestAppOptions } from '../../support/create-test-app.js';
import { PATIENT_ENV } from '../../support/patient-env.js';
import { signIn, type SignedIn } from '../../support/sign-in.js';

/** An issue as HTTP shows it, as far as tests look. */
export interface IssueBody {
  id: string;
  number: number;
  reference: string;
  title: string;
  body: string;
  state: string;
  closed_reason: string | null;
  locked: boolean;
  pinned: boolean;
  labels: { id: string; name: string; colour: string }[];
  assignees: { name: string }[];
  comment_count: number;
  subscribed: boolean;
  version: number;
  last_activity_at: string;
}

/** A running application with one project and people who work on it. */
export interface Tracker {
  readonly test: TestApp;
  readonly projectId: string;
  readonly operator: SignedIn;
  readonly author: SignedIn;
  readonly reader: SignedIn;
  open(input?: object, by?: SignedIn): Promise<IssueBody>;
}

/** Boots an application with the project WEB, an operator, the member `mia` and the member `ned`. */
export async function createTracker(options: TestAppOptions = {}): Promise<Tracker> {
  const test = await createTestApp({ env: PATIENT_ENV, ...options });
  const operator = await signIn(test, 'operator', 'olga');
  const author = await signIn(test, 'member', 'mia');
  const reader = await signIn(test, 'member', 'ned');
  const project = await operator.client.post<{ id: string }>('/projects', {
    key: 'WEB',
    name: 'Web shop',
  });
  const projectId = project.body.id;
  return {
    test,
    projectId,
    operator,
    author,
    reader,
    async open(input = {}, by = author) {
      const answer = await by.client.post<IssueBody>(`/projects/${projectId}/issues`, {
        title: 'The till forgets the tip',
        ...input,
      });
      if (answer.status !== 201) {
        throw new Error(`opening answered ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      return answer.body;
    },
  };
}
