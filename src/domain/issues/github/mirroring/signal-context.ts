import type { CorrelationContext } from '../../../../platform/correlation/index.js';
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

/** Somebody of GitHub at some time; now when nobody knows when. */
export function doneBy(
  login: string,
  at: string | undefined,
): Pick<CorrelationContext, 'actor' | 'occurredAt'> {
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
