import { z } from 'zod';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import type { IssueSubscription } from '../entities/issue-subscription.entity.js';
import { SUBSCRIPTION_REASONS } from '../interfaces/issue-words.js';
import { personSchema, personView } from '../../../http/records/person.schema.js';

/** Somebody who is told what happens to an issue. */
export const subscriptionSchema = z.object({
  user: personSchema,
  reason: z.enum(SUBSCRIPTION_REASONS),
  since: z.iso.datetime(),
});

/** A page of subscribers, in the order they came. */
export const subscriptionPageSchema = pageSchema(subscriptionSchema);

export type SubscriptionView = z.output<typeof subscriptionSchema>;

/** Needs `user` loaded. */
export function subscriptionView(subscription: IssueSubscription): SubscriptionView {
  const { user, reason, createdAt } = subscription;
  return { user: personView(user), reason, since: createdAt.toISOString() };
}
