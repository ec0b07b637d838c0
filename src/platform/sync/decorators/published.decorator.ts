import { SetMetadata } from '@nestjs/common';
import { PUBLISHED_METADATA } from '../sync.constants.js';

/** What of a record travels. @publicApi */
export interface PublishedOptions {
  /** Only these properties; the key always. @defaultValue all */
  readonly only?: readonly string[];
  /** All but these properties. */
  readonly except?: readonly string[];
}

/** What `@Published` declares. @internal */
export interface PublishedDeclaration extends PublishedOptions {
  readonly name: string;
}

/**
 * Publishes every change of an audited entity to the peers, whoever makes it.
 * @param name what it is called in messages: the class in snake case, as the gem has it
 * @example
 * ```ts
 * @Entity()
 * @Audited()
 * @Published('post', { except: ['authorId'] })
 * export class Post {}
 * ```
 * @publicApi
 */
export function Published(name: string, options: PublishedOptions = {}): ClassDecorator {
  return SetMetadata(PUBLISHED_METADATA, { ...options, name });
}
