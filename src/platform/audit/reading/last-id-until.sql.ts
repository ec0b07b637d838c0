/**
 * The id of a record's last version up to a time, from the index alone: a record with very many
 * versions is walked without reading one of them. Order is that of ids; clocks may step back.
 */
export function lastIdUntil(itemType: string, itemId: string, time: string): string {
  return `SELECT until.id FROM backstory.versions until
    WHERE until.item_type = ${itemType} AND until.item_id = ${itemId} AND until.created_at <= ${time}
    ORDER BY until.id DESC LIMIT 1`;
}
