import {
  type Actor,
  type CorrelationContext,
  currentContext,
  runInContext,
} from '../../../../platform/correlation/index.js';
import type { GithubSignal } from '../github-signal.interface.js';

/** Who did it and when, for all that a signal changes here. */
export function contextOf(
  { actor, at, repository }: GithubSignal,
  correlationId: string,
): CorrelationContext {
  return {
    correlationId,
    ...doneBy(actor, at),
    meta: { repository: repository.fullName },
  };
}

/** Does what somebody of GitHub did at some time, which may be the very thing that is being told. */
export function asDoneBy<T>(login: string, at: string, work: () => T): T {
  const done = doneBy(login, at);
  const { actor, occurredAt } = currentContext() ?? {};
  // The database is told of every other context: one round trip each.
  return actor?.id === done.actor.id && occurredAt === at ? work() : runInContext(done, work);
}

/** Somebody of GitHub at some time; now when nobody knows when. */
function doneBy(
  login: string,
  at: string | undefined,
): { readonly actor: Actor; readonly occurredAt?: string } {
  return {
    actor: { id: actorName(login), type: 'github' },
    ...(at !== undefined && { occurredAt: at }),
  };
}

/** What happened before anybody told us: GitHub itself has to stand for whoever did it. */
export function doneBefore(at: string): Partial<CorrelationContext> {
  return {
    actor: { id: 'github', type: 'github' },
    occurredAt: at,
    reason: 'Seen in a later event: GitHub’s own event of it did not arrive.',
  };
}

/** How people of GitHub are called here, as actors and authors: nobody's handle looks like it. */
export function actorName(login: string): string {
  return `github:${login}`;
}

/** The account that stands here for somebody to whom GitHub assigns issues. */
export function accountOf(login: string): { readonly name: string; readonly displayName: string } {
  const name = `github-${login.toLowerCase().replace('[bot]', '.bot')}`;
  return { name, displayName: login };
}
