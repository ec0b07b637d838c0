import type { CliCommand } from '../cli-command.js';
import { billingVerifyCommand } from './billing-verify.command.js';
import { captureCheckCommand } from './capture-check.command.js';
import { captureDoctorCommand } from './capture-doctor.command.js';
import { captureListCommand } from './capture-list.command.js';
import { captureReplayCommand } from './capture-replay.command.js';
import { deliveriesListCommand } from './deliveries-list.command.js';
import { deliveriesRetryCommand } from './deliveries-retry.command.js';
import { deliveriesSkipCommand } from './deliveries-skip.command.js';
import { eventsBackfillCommand } from './events-backfill.command.js';
import { eventsMigrationCommand } from './events-migration.command.js';
import { eventsReplayCommand } from './events-replay.command.js';
import { importGitCommand } from './import-git.command.js';
import { importGithubEventsCommand } from './import-github-events.command.js';
import { migrateCommand } from './migrate.command.js';
import { migrationTriggersCommand } from './migration-triggers.command.js';
import { prepareCommand } from './prepare.command.js';
import { seedCommand } from './seed.command.js';
import { signInLinkCommand } from './sign-in-link.command.js';
import { syncExchangeCommands } from './sync-exchange.command.js';
import { syncMessagesCommand } from './sync-messages.command.js';
import { syncQuiesceCommand } from './sync-quiesce.command.js';
import { syncRetryCommand } from './sync-retry.command.js';
import { syncStatusCommand } from './sync-status.command.js';
import { tokenCommand } from './token.command.js';
import { usersCommand } from './users.command.js';

/** Every command of the CLI; add yours here. */
export const COMMANDS: readonly CliCommand[] = [
  billingVerifyCommand,
  captureCheckCommand,
  captureDoctorCommand,
  captureListCommand,
  captureReplayCommand,
  deliveriesListCommand,
  deliveriesRetryCommand,
  deliveriesSkipCommand,
  eventsBackfillCommand,
  eventsMigrationCommand,
  eventsReplayCommand,
  importGitCommand,
  importGithubEventsCommand,
  migrateCommand,
  migrationTriggersCommand,
  prepareCommand,
  seedCommand,
  signInLinkCommand,
  ...syncExchangeCommands,
  syncMessagesCommand,
  syncQuiesceCommand,
  syncRetryCommand,
  syncStatusCommand,
  tokenCommand,
  usersCommand,
];
