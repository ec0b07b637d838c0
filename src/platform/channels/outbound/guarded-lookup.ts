import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { AddressRefusedError } from '../channels.errors.js';
import type { OutboundAddresses } from './outbound-addresses.js';

/** Asks a resolver for every address of a name. */
export type Resolve = (
  hostname: string,
  answer: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

/** The resolver of the operating system. */
export const systemResolve: Resolve = (hostname, answer) =>
  systemLookup(hostname, { all: true }, answer);

/**
 * A resolver for sockets that hands on only what may be connected to. The address that was checked
 * is the address that is connected, so a name that answers differently a moment later gains nothing.
 */
export function guardedLookup(
  addresses: OutboundAddresses,
  plain: boolean,
  resolve: Resolve,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, found) => {
      if (error) {
        callback(error, []);
        return;
      }
      const reachable = found.filter(
        ({ address, family }) =>
          fits(options.family, family) && mayReach(address, addresses, plain),
      );
      const [first] = reachable;
      if (!first) callback(new AddressRefusedError(hostname, plain), []);
      else if (options.all) callback(null, reachable);
      else callback(null, first.address, first.family);
    });
  };
}

/** Sockets skip the lookup for a host that is an address already. */
export function assertReachable(url: URL, addresses: OutboundAddresses): void {
  const host = hostOf(url);
  if (isIP(host) === 0) return;
  const plain = url.protocol === 'http:';
  if (!mayReach(host, addresses, plain)) throw new AddressRefusedError(host, plain);
}

/** Plain HTTP, which anybody between may read, goes to listed addresses only. */
function mayReach(address: string, addresses: OutboundAddresses, plain: boolean): boolean {
  return plain ? addresses.isListed(address) : addresses.isReachable(address);
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function fits(wanted: number | string | undefined, family: number): boolean {
  return (
    wanted === undefined || wanted === 0 || Number(String(wanted).replace('IPv', '')) === family
  );
}
