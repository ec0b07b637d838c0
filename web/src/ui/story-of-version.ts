import type { Version } from '../api/version.js';
import { type Story, tellChange } from './tell-change.js';

export function storyOfVersion(version: Version): Story {
  return tellChange({
    event: version.event,
    changed: Object.keys(version.object_changes),
    itemType: version.item_type,
    itemId: version.item_id,
    aggregateType: version.aggregate_type,
    aggregateId: version.aggregate_id,
  });
}
