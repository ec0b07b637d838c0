/** Connections that a worker has for deliveries, so that slow handlers leave requests theirs. */
export const DELIVERY_CONNECTIONS = 20;
