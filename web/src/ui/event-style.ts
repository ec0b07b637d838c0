import type { IconName } from './icon.js';

interface EventStyle {
  icon: IconName;
  tone: 'create' | 'update' | 'destroy' | 'archive' | 'restore';
  label: string;
}

const styles: Record<string, EventStyle> = {
  create: { icon: 'plus', tone: 'create', label: 'Created' },
  update: { icon: 'pencil', tone: 'update', label: 'Updated' },
  destroy: { icon: 'trash', tone: 'destroy', label: 'Destroyed' },
  soft_delete: { icon: 'archive', tone: 'archive', label: 'Archived' },
  restore: { icon: 'restore', tone: 'restore', label: 'Restored' },
};

export function eventStyle(event: string): EventStyle {
  return styles[event] ?? { icon: 'bolt', tone: 'update', label: event.replaceAll('_', ' ') };
}
