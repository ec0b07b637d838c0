import { searchFields, searchFlag } from '../app/search-fields.js';

/** The whole state of the notifications page, as its link holds it. */
export const notificationsSearch = searchFields({ unread: searchFlag });
