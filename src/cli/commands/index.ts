import type { CliCommand } from '../cli-command.js';
import { migrateCommand } from './migrate.command.js';
import { migrationTriggersCommand } from './migration-triggers.command.js';

/** Every command of the CLI; add yours here. */
export const COMMANDS: readonly CliCommand[] = [migrateCommand, migrationTriggersCommand];
