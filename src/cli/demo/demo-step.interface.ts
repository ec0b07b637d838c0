import type { Post } from '../../domain/blog/index.js';

/** One thing that somebody did in the demo: one correlation, one reason. */
export interface DemoStep {
  /** Hours before the demo was made. */
  readonly ago: number;
  /** Handle of the person. */
  readonly by: string;
  readonly why: string;
  /** The post it is about, by a word that stands for it in this script. */
  readonly post: string;
  readonly create?: Pick<Post, 'title' | 'body' | 'status'> & { readonly tags: readonly string[] };
  readonly edit?: Partial<Pick<Post, 'title' | 'body' | 'status'>>;
  readonly tags?: readonly string[];
  readonly comment?: string;
  /** Replaces the newest comment of the post. */
  readonly editComment?: string;
  readonly destroy?: boolean;
}
