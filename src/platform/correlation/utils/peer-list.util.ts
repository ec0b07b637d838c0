import { BlockList, isIP } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * A test for "does this address belong to one of these addresses or CIDR ranges?"; the word
 * `loopback` stands for 127.0.0.0/8 and ::1.
 * @throws TypeError when an entry is neither an address nor a range
 */
export function peerList(entries: readonly string[]): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const entry of entries.flatMap((item) =>
    item === 'loopback' ? ['127.0.0.0/8', '::1'] : [item],
  )) {
    addEntry(list, entry);
  }
  return (address) => {
    const plain = MAPPED_IPV4.exec(address ?? '')?.[1] ?? address ?? '';
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  };
}

function addEntry(list: BlockList, entry: string): void {
  const [address = '', prefix] = entry.split('/');
  const family = isIP(address);
  const widest = family === 6 ? 128 : 32;
  const bits = prefix === undefined ? widest : Number(prefix);
  if (family === 0 || !Number.isInteger(bits) || bits < 0 || bits > widest) {
    throw new TypeError(
      `"${entry}" is neither an IP address nor a CIDR range. Write it like 10.0.0.0/8.`,
    );
  }
  list.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4');
}
