const VERSION_00 = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const LATER_VERSION = /^(?!00|ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;
const ALL_ZERO = /^0+$/;
const LONGEST = 256;

/**
 * The header as it came when it is a valid W3C `traceparent`, else undefined.
 * Per the recommendation a later version counts when it starts like version 00; ids of zeros never.
 */
export function parseTraceparent(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string' || header.length > LONGEST) {
    return undefined;
  }
  const match = VERSION_00.exec(header) ?? LATER_VERSION.exec(header);
  if (!match || ALL_ZERO.test(match[1]!) || ALL_ZERO.test(match[2]!)) {
    return undefined;
  }
  return header;
}
