import { Inject, Injectable } from '@nestjs/common';
import { isSafeNumber, parse, stringify } from 'lossless-json';
import { DataSource } from 'typeorm';
import { exchangeLimits } from '../exchanging/limits.js';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { SyncPeers } from '../peers/sync-peers.js';
import { SyncedEntities, type PublishedEntity } from '../records/synced-entities.js';
import { ExchangeFailedError, RecordNotSharedError } from '../sync.errors.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import type { Attributes } from '../wire/message-body.js';
import { askPeer } from '../wire/peer-http.js';
import { countOnTheWay, lastExchanged } from './last-exchanged.js';
import { writeQuestion } from './record-question.js';
import { originalOf, readSharedRecord, type SharedRecord } from './shared-record.js';

/** Milliseconds that somebody who looks waits for the peer. */
const PATIENCE = 5_000;

/** One field of a record on both sides. @publicApi */
export interface ComparedField {
  readonly name: string;
  /** Undefined where a side has no such field, or no such record. */
  readonly here: unknown;
  readonly there: unknown;
  readonly state: 'same' | 'different' | 'here_only' | 'there_only';
}

/** A record on both sides. @publicApi */
export interface RecordComparison {
  readonly peer: string;
  readonly itemType: string;
  readonly itemId: string;
  readonly isHere: boolean;
  /** Null when it is not known. */
  readonly isThere: boolean | null;
  readonly idThere: string | null;
  /** Who says how it is there: the peer itself, or the messages that both have. */
  readonly source: 'peer' | 'messages' | 'nothing';
  /** Why the peer was not asked, or gave no answer. */
  readonly why: string | null;
  /** When the last of those messages was applied or confirmed. */
  readonly asOf: Date | null;
  /** Messages about it that one of the two has yet to get or to apply. */
  readonly onTheWay: number;
  readonly fields: readonly ComparedField[];
}

type There = Pick<RecordComparison, 'source' | 'why' | 'asOf' | 'isThere' | 'idThere'> & {
  readonly attributes: Attributes | undefined;
};

/** Holds a record beside the same one of a peer. @publicApi */
@Injectable()
export class RecordComparer {
  constructor(
    @Inject(SYNC_OPTIONS) private readonly options: SyncModuleOptions,
    private readonly dataSource: DataSource,
    private readonly entities: SyncedEntities,
    private readonly peers: SyncPeers,
  ) {}

  /**
   * Asks the peer how the record is there; one that cannot be asked, by the messages that both have.
   * @throws PeerNotFoundError, RecordNotSharedError
   */
  async compare(peerName: string, itemType: string, itemId: string): Promise<RecordComparison> {
    const peer = this.peers.get(peerName);
    const published = this.entities.published(itemType);
    if (!published) {
      const known = this.entities.allPublished().map(({ entity }) => entity.itemType);
      throw new RecordNotSharedError(itemType, known);
    }
    const { manager } = this.dataSource;
    const { name: own } = this.options;
    const here = await readSharedRecord(manager, own, published, itemId);
    const original = await originalOf(manager, own, itemType, itemId);
    const question = writeQuestion(published.name, peer.dialect, itemId, original);
    const { attributes, ...there } = await this.there(peer, published, itemId, question);
    const recordKey =
      peer.dialect === 'mapping'
        ? `${published.name}:${original.origin}:${original.originalId}`
        : `${published.name}:${itemId}`;
    return {
      peer: peer.name,
      itemType,
      itemId,
      isHere: here !== undefined,
      ...there,
      onTheWay: await countOnTheWay(manager, peer.name, itemType, itemId, recordKey),
      fields: compareFields(here?.attributes, attributes),
    };
  }

  private async there(
    peer: SyncPeer,
    published: PublishedEntity,
    itemId: string,
    question: string,
  ): Promise<There> {
    const answer = await this.ask(peer, question);
    if (typeof answer !== 'string') {
      return {
        source: 'peer',
        why: null,
        asOf: null,
        isThere: answer !== null,
        idThere: answer?.id ?? null,
        attributes: answer?.attributes,
      };
    }
    const last = await lastExchanged(this.dataSource.manager, peer.name, published, itemId);
    return {
      source: last ? 'messages' : 'nothing',
      why: answer,
      asOf: last?.at ?? null,
      isThere: last ? last.attributes !== undefined : null,
      idThere: null,
      attributes: last?.attributes,
    };
  }

  /** The record there, null for none, or why nobody can tell. */
  private async ask(peer: SyncPeer, question: string): Promise<SharedRecord | null | string> {
    if (peer.url === undefined) return `${peer.name} opens the connections, so it cannot be asked`;
    if (peer.mode !== 'backstory') return `${peer.name} is no Backstory, so it cannot be asked`;
    try {
      const answer = await askPeer(this.peers.reachable(peer.name), {
        method: 'GET',
        query: question,
        timeout: PATIENCE,
        limit: exchangeLimits(this.options).body,
      });
      if (answer.status === 409) return `${peer.name} is too old a Backstory to be asked`;
      if (answer.status !== 200) return `${peer.name} answered ${answer.status}`;
      const { record } = parse(answer.body) as { record?: SharedRecord | null };
      return record ?? null;
    } catch (error) {
      if (error instanceof ExchangeFailedError) return error.message;
      // Nested too deeply, JSON ends in a RangeError.
      if (error instanceof SyntaxError || error instanceof RangeError)
        return `${peer.name} answered with something else`;
      throw error;
    }
  }
}

function compareFields(
  here: Attributes | undefined,
  there: Attributes | undefined,
): ComparedField[] {
  const names = new Set([...Object.keys(here ?? {}), ...Object.keys(there ?? {})]);
  return [...names].map((name) => {
    const [ours, theirs] = [textOf(here, name), textOf(there, name)];
    return { name, here: plain(ours), there: plain(theirs), state: stateOf(ours, theirs) };
  });
}

function stateOf(ours: string | undefined, theirs: string | undefined): ComparedField['state'] {
  if (theirs === undefined) return 'here_only';
  if (ours === undefined) return 'there_only';
  return ours === theirs ? 'same' : 'different';
}

/** With every digit, so that equal means equal. */
function textOf(attributes: Attributes | undefined, name: string): string | undefined {
  return attributes && Object.hasOwn(attributes, name) ? stringify(attributes[name]) : undefined;
}

/** Plain JSON; a number that a JS number cannot hold is the text of its digits. */
function plain(json: string | undefined): unknown {
  if (json === undefined) return undefined;
  return parse(json, undefined, {
    parseNumber: (digits) => (isSafeNumber(digits) ? Number(digits) : digits),
  });
}
