/** The pool of the queues when they live in PostgreSQL; undefined when they live in Redis. */
export const QUEUE_POOL = Symbol('QUEUE_POOL');

/** Token of `QueuesOptions`. */
export const QUEUES_OPTIONS = Symbol('QUEUES_OPTIONS');
