import type { IconName } from './icon.js';

export type Tone = 'create' | 'update' | 'destroy' | 'archive' | 'restore' | 'quiet';

export interface EventStyle {
  icon: IconName;
  tone: Tone;
  label: string;
}

const styles: Record<string, [IconName, Tone, string?]> = {
  create: ['plus', 'create', 'Created'],
  update: ['pencil', 'update', 'Updated'],
  destroy: ['trash', 'destroy', 'Destroyed'],
  soft_delete: ['archive', 'archive', 'Archived'],
  restore: ['restore', 'restore', 'Restored'],
  opened: ['issue', 'create'],
  closed: ['issueClosed', 'destroy'],
  reopened: ['issue', 'create'],
  renamed: ['pencil', 'update'],
  body_edited: ['pencil', 'update'],
  labels: ['tag', 'update'],
  label_added: ['tag', 'update'],
  label_removed: ['tag', 'update'],
  assignees: ['user', 'update'],
  assigned: ['user', 'update'],
  unassigned: ['user', 'update'],
  comment_added: ['comment', 'create'],
  comment_edited: ['comment', 'update'],
  comment_deleted: ['comment', 'destroy'],
  comment_viewed: ['eye', 'quiet'],
  viewed: ['eye', 'quiet'],
  mentions: ['at', 'update'],
  mentioned: ['at', 'update'],
  subscriptions: ['bell', 'quiet'],
  subscribed: ['bell', 'quiet'],
  unsubscribed: ['bell', 'quiet'],
  referenced: ['link', 'update'],
  locked: ['lock', 'archive'],
  unlocked: ['lock', 'restore'],
  pinned: ['pin', 'update'],
  unpinned: ['pin', 'quiet'],
  milestoned: ['flag', 'update'],
  demilestoned: ['flag', 'quiet'],
  marked_as_duplicate: ['copy', 'archive'],
  transferred: ['arrowRight', 'archive'],
  no_activity: ['clock', 'archive'],
};

/** How a version's event or a recorded action looks; one that nobody drew gets a bolt. */
export function eventStyle(event: string): EventStyle {
  const [icon, tone, label] = styles[event] ?? ['bolt', 'update'];
  return { icon, tone, label: label ?? sentenceCase(event) };
}

function sentenceCase(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
