import { SetMetadata } from '@nestjs/common';
import { RECEIVES_METADATA } from '../sync.constants.js';

/**
 * Who wins when both sides changed a field since the last exchange: the central side, whoever wrote
 * last, each field its last writer (`field_merge`), or nobody until a person has decided (`park`).
 * @publicApi
 */
export type ConflictPolicy = 'central_wins' | 'last_writer_wins' | 'field_merge' | 'park';

/** How messages become records. @publicApi */
export interface ReceivesFromOptions {
  /** Attributes of the message, or properties, that are not taken over. */
  readonly except?: readonly string[];
  /** Attributes that are called otherwise here: `{ user_id: 'authorId' }`. */
  readonly as?: Readonly<Record<string, string>>;
  /** @defaultValue central_wins */
  readonly conflicts?: ConflictPolicy;
}

/** What `@ReceivesFrom` declares. @internal */
export interface ReceivesDeclaration extends ReceivesFromOptions {
  readonly name: string;
}

/**
 * Takes over what a peer publishes under this name; attributes unknown here are skipped.
 * @example
 * ```ts
 * @Entity()
 * @Audited()
 * @ReceivesFrom('post', { except: ['userId'], as: { text: 'body' } })
 * export class Post {}
 * ```
 * @publicApi
 */
export function ReceivesFrom(name: string, options: ReceivesFromOptions = {}): ClassDecorator {
  return SetMetadata(RECEIVES_METADATA, { ...options, name });
}
