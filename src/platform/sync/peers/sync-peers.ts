import { Inject, Injectable } from '@nestjs/common';
import type {
  SyncCredentials,
  SyncModuleOptions,
} from '../interfaces/sync-module-options.interface.js';
import { PeerNotFoundError, PeerWithoutUrlError, SyncDeclarationError } from '../sync.errors.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import { SyncPeer } from './sync-peer.js';

const NAME = /^[a-z0-9][a-z0-9_.-]{0,59}$/;

/** Every peer that the options name. @internal */
@Injectable()
export class SyncPeers {
  private readonly byName = new Map<string, SyncPeer>();

  constructor(@Inject(SYNC_OPTIONS) options: SyncModuleOptions) {
    for (const peer of options.peers) this.add(new SyncPeer(peer), options.name);
  }

  all(): readonly SyncPeer[] {
    return [...this.byName.values()];
  }

  /** @throws PeerNotFoundError */
  get(name: string): SyncPeer {
    const peer = this.byName.get(name);
    if (!peer) throw new PeerNotFoundError(name, [...this.byName.keys()]);
    return peer;
  }

  /**
   * A peer that can be called.
   * @throws PeerNotFoundError, PeerWithoutUrlError
   */
  reachable(name: string): SyncPeer & { readonly url: string } {
    const peer = this.get(name);
    if (peer.url === undefined) throw new PeerWithoutUrlError(name);
    return peer as SyncPeer & { readonly url: string };
  }

  /** Who has these credentials; every pair is compared, whichever fits. */
  admit(given: SyncCredentials): SyncPeer | undefined {
    const admitting = this.all().map((peer) => (peer.admits(given) ? peer : undefined));
    return admitting.find((peer) => peer !== undefined);
  }

  private add(peer: SyncPeer, own: string): void {
    if (!NAME.test(peer.name) || !NAME.test(own)) {
      throw new SyncDeclarationError(
        `"${NAME.test(own) ? peer.name : own}" is no name of a deployment: use a-z, 0-9, ".", "_" and "-"`,
      );
    }
    if (peer.name === own || this.byName.has(peer.name)) {
      throw new SyncDeclarationError(
        `the name "${peer.name}" is taken; every deployment needs its own`,
      );
    }
    if (peer.url !== undefined && !/^https?:\/\//.test(peer.url)) {
      throw new SyncDeclarationError(`the URL of "${peer.name}" is neither http:// nor https://`);
    }
    const { credentials } = peer;
    if (credentials.length === 0 || credentials.some(({ password }) => password === '')) {
      throw new SyncDeclarationError(
        `"${peer.name}" has no credentials; without any nobody may speak`,
      );
    }
    const shared = credentials.find((pair) => this.admit(pair));
    if (shared) {
      throw new SyncDeclarationError(
        `"${peer.name}" has credentials of another peer; give it its own`,
      );
    }
    this.byName.set(peer.name, peer);
  }
}
