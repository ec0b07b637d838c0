import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;
type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** Global unicast IPv6; whatever lies outside is local, special or not assigned to anybody. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Unicast by their range, yet inside: Azure's wire server answers its own machines only. */
const CLOUD_METADATA = [ipaddr.parseCIDR('168.63.129.16/32')];

/** Which addresses requests for users may be sent to: public ones, and those listed. */
export class OutboundAddresses {
  private readonly allowed: readonly Range[];

  /** @param allowed private ranges that are reachable nevertheless: `10.1.0.0/16`, `127.0.0.1` */
  constructor(allowed: readonly string[] = []) {
    this.allowed = allowed.map(parseRange);
  }

  /** Whether nothing private was listed. */
  get strict(): boolean {
    return this.allowed.length === 0;
  }

  /** Whether the operator listed the address, so that plain HTTP to it is their decision too. */
  isListed(address: string): boolean {
    const parsed = parse(address);
    return parsed !== undefined && this.allowed.some((range) => isWithin(parsed, range));
  }

  isReachable(address: string): boolean {
    const parsed = parse(address);
    return parsed !== undefined && (isPublic(address, parsed) || this.isListed(address));
  }
}

/**
 * Reads `10.0.0.0/8` or a single address.
 * @throws Error when it is neither
 */
export function parseRange(text: string): Range {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** IPv4 dressed as IPv6 (`::ffff:10.0.0.1`) is judged as what it reaches. */
function parse(address: string): Address | undefined {
  return ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
}

function isPublic(given: string, address: Address): boolean {
  // Nobody names a public server this way: it is a disguise, whatever is below it.
  if (ipaddr.parse(given).kind() !== address.kind()) return false;
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv6') return isWithin(address, GLOBAL_IPV6);
  return !CLOUD_METADATA.some((range) => isWithin(address, range));
}

function isWithin(address: Address, [network, bits]: Range): boolean {
  return address.kind() === network.kind() && address.match([network, bits]);
}
