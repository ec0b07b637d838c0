/** Names the deliveries of webhooks. @publicApi */
export const WEBHOOK_SUBSCRIBER = 'webhook';

/** Kind of the deliveries that test an endpoint. */
export const WEBHOOK_TEST = 'webhook_test';

/** Kind of the feed entries that show a notification live. @publicApi */
export const NOTIFICATION_KIND = 'notification';

/** Item type of those entries; their item id is the person's. @publicApi */
export const NOTIFICATION_ITEM = 'Notification';
