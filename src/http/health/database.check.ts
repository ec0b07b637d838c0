import type { DataSource } from 'typeorm';
import { pendingMigrations } from '../../database/pending-migrations.js';
import type { HealthCheck } from './health-check.interface.js';
import { UnhealthyError } from './health.errors.js';

/** The database answers, and has every migration of this build. */
export class DatabaseCheck implements HealthCheck {
  readonly name = 'database';

  constructor(private readonly dataSource: DataSource) {}

  async check(): Promise<void> {
    const pending = await pendingMigrations(this.dataSource);
    if (pending.length > 0) {
      throw new UnhealthyError(`It lacks ${pending.length} migration(s). Run the migrate command.`);
    }
  }
}
