import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CHANNELS_MODULE_OPTIONS } from '../channels.module-definition.js';
import type { ChannelsModuleOptions } from '../interfaces/channels-module-options.interface.js';
import {
  INSERT_SECRET,
  LIVING_SECRETS,
  LOCK_SECRETS,
  REPLACE_SECRET,
} from '../sql/webhooks.sql.js';
import { SecretBox } from './secret-box.js';
import { newWebhookSecret } from './webhook-secret.js';

interface SecretRow {
  readonly id: string;
  readonly endpoint_id: string;
  readonly secret: string;
}

const PAGE = 200;

/** The secrets of webhooks: sealed where they are kept, open only while something is signed. */
@Injectable()
export class WebhookSecrets implements OnApplicationBootstrap {
  private readonly logger = new Logger('Webhooks');
  private opened?: SecretBox;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CHANNELS_MODULE_OPTIONS) private readonly options: ChannelsModuleOptions,
  ) {}

  /** Seals what was kept in plain text or with a key that is going away. */
  async onApplicationBootstrap(): Promise<void> {
    const sealed = await this.sealAll();
    if (sealed > 0) this.logger.log(`${sealed} secrets of webhooks are sealed with the key in use`);
  }

  /** Makes the secret of an endpoint. @returns it, for the last time in plain text */
  async make(manager: EntityManager, endpointId: string): Promise<string> {
    const secret = newWebhookSecret();
    await manager.query(INSERT_SECRET, [endpointId, this.box.seal(secret, placeOf(endpointId))]);
    return secret;
  }

  /** Those that sign at the moment, newest first. @throws SecretKeyMissingError */
  async of(manager: EntityManager, endpointId: string): Promise<string[]> {
    const rows = await manager.query<SecretRow[]>(LIVING_SECRETS, [endpointId]);
    return rows.map(({ secret }) => this.box.open(secret, placeOf(endpointId)));
  }

  private async sealAll(): Promise<number> {
    let sealed = 0;
    for (let after = '0'; ;) {
      const rows = await this.dataSource.transaction((manager) => this.sealPage(manager, after));
      sealed += rows.filter((row) => row.changed).length;
      if (rows.length < PAGE) return sealed;
      after = rows.at(-1)!.id;
    }
  }

  private async sealPage(
    manager: EntityManager,
    after: string,
  ): Promise<{ readonly id: string; readonly changed: boolean }[]> {
    const rows = await manager.query<SecretRow[]>(LOCK_SECRETS, [after, PAGE]);
    const done: { id: string; changed: boolean }[] = [];
    for (const { id, endpoint_id, secret } of rows) {
      const changed =
        !this.box.isCurrent(secret) && (await this.reseal(manager, id, endpoint_id, secret));
      done.push({ id, changed });
    }
    return done;
  }

  /** Without the key it is sealed with it stays as it is: whoever starts without it learns when signing. */
  private async reseal(
    manager: EntityManager,
    id: string,
    endpointId: string,
    kept: string,
  ): Promise<boolean> {
    const place = placeOf(endpointId);
    try {
      const secret = this.box.open(kept, place);
      await manager.query(REPLACE_SECRET, [id, this.box.seal(secret, place)]);
      return true;
    } catch (error) {
      this.logger.warn(String(error));
      return false;
    }
  }

  /** The keys are asked for when there is something to seal or open, no sooner. */
  private get box(): SecretBox {
    return (this.opened ??= new SecretBox(this.options.secretKeys?.() ?? []));
  }
}

function placeOf(endpointId: string): string {
  return `webhook:${endpointId}`;
}
