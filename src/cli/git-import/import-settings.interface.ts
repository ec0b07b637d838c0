import type { INestApplicationContext } from '@nestjs/common';
import type { GitRepository } from '../../domain/blog/index.js';

/** What the command line asks for. */
export interface ImportSettings {
  readonly path: string;
  readonly branch: string | undefined;
  readonly limit: number | undefined;
  readonly name: string | undefined;
  readonly verify: boolean;
  readonly verifyOnly: boolean;
}

/** What is read, and where to tell about it. */
export interface ImportSource {
  readonly app: INestApplicationContext;
  readonly repository: GitRepository;
  readonly tip: Awaited<ReturnType<GitRepository['tip']>>;
  readonly settings: ImportSettings;
  readonly print: (line: string) => void;
}
