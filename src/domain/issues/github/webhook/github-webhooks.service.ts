import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { jsonOfBytes } from '../../../../http/input/json-of-bytes.js';
import { InvalidInputError } from '../../../../http/problem/http.errors.js';
import { fieldProblem } from '../../../../http/validation/field-problem.util.js';
import { runInNewContext } from '../../../../platform/correlation/index.js';
import { retryTransaction } from '../../../../platform/events/index.js';
import { GithubDeliveries } from '../github-deliveries.js';
import { type GithubReading } from '../github-signal.interface.js';
import { GithubHeaderError } from '../github.errors.js';
import { GITHUB_OPTIONS } from '../github.module-definition.js';
import { type GithubModuleOptions } from '../github.module-options.js';
import { contextOf } from '../mirroring/signal-context.js';
import { GithubMirror } from '../mirroring/github-mirror.js';
import { type Mirrored } from '../mirroring/mirrored.interface.js';
import { isMirrored, readWebhook } from '../reading/read-webhook.js';
import { checkSignature } from './check-signature.js';
import { type DeliveryAnswer } from './delivery-answer.schema.js';
import { type ReceivedWebhook } from './received-webhook.interface.js';

const DELIVERY = /^[A-Za-z0-9][A-Za-z0-9._-]{7,99}$/;
const EVENT = /^[a-z][a-z0-9_]{0,99}$/;
const MOST_PROBLEMS = 20;

/** Takes GitHub's webhooks: each one once, whole, in one transaction with what it changes. */
@Injectable()
export class GithubWebhooks {
  constructor(
    @Inject(GITHUB_OPTIONS) private readonly options: GithubModuleOptions,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly deliveries: GithubDeliveries,
    private readonly mirror: GithubMirror,
  ) {}

  async receive({ body, signature, event, delivery }: ReceivedWebhook): Promise<DeliveryAnswer> {
    await checkSignature(this.options.secrets, body, signature);
    if (event === undefined || !EVENT.test(event)) {
      throw new GithubHeaderError('X-GitHub-Event', 'Send the name of the event, such as issues.');
    }
    if (delivery === undefined || !DELIVERY.test(delivery)) {
      throw new GithubHeaderError('X-GitHub-Delivery', 'Send the id of the delivery, a UUID.');
    }
    const reading = read(event, body);
    const context =
      'signal' in reading ? contextOf(reading.signal, delivery) : { correlationId: delivery };
    return runInNewContext(context, () =>
      retryTransaction(this.dataSource, {}, async (manager) => {
        const digest = createHash('sha256').update(event).update('\0').update(body).digest();
        if (!(await this.deliveries.begin(manager, { id: delivery, event, digest }))) {
          return { delivery, outcome: 'seen_before' };
        }
        return this.apply(manager, delivery, reading);
      }),
    );
  }

  private async apply(
    manager: EntityManager,
    delivery: string,
    reading: GithubReading,
  ): Promise<DeliveryAnswer> {
    const { outcome, reason, issueId }: Mirrored =
      'signal' in reading
        ? await this.mirror.apply(manager, reading.signal)
        : { outcome: 'ignored', reason: reading.ignored };
    await this.deliveries.end(manager, delivery, outcome, reason);
    return {
      delivery,
      outcome,
      ...(reason !== undefined && { reason }),
      ...(issueId !== undefined && { issue_id: issueId }),
      ...(outcome === 'mirrored' && { correlation_id: delivery }),
    };
  }
}

/** A payload that nothing is done with is not even parsed. */
function read(event: string, body: Buffer): GithubReading {
  if (!isMirrored(event)) {
    return readWebhook(event, undefined);
  }
  const payload = jsonOfBytes(body);
  try {
    return readWebhook(event, payload);
  } catch (error) {
    if (error instanceof z.ZodError) {
      const problems = error.issues.flatMap((issue) => fieldProblem(issue, payload, 'body', false));
      throw new InvalidInputError('body', problems.slice(0, MOST_PROBLEMS));
    }
    throw error;
  }
}
