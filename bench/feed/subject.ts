import type { Server } from 'node:http';

/** A server and the way it is given an event, if not by the database. */
export interface Subject {
  readonly server: Server;
  readonly publish?: (json: string) => void;
  /** How many streams are open on the server's side. */
  readonly open?: () => number;
}
