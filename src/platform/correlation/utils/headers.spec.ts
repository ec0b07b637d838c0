import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCorrelationId } from './correlation-id.util.js';
import { peerList } from './peer-list.util.js';
import { parseTraceparent } from './traceparent.util.js';
import { uuidv7 } from './uuidv7.util.js';

describe('parseCorrelationId', () => {
  it.each([
    '018f4e5c-7b1a-7c3d-8e2f-0123456789ab',
    '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    'release-42.deploy:eu_1@ci',
    'a',
    'a'.repeat(128),
  ])('takes %s over', (id) => {
    expect(parseCorrelationId(id)).toBe(id);
  });

  it.each([
    '',
    'a'.repeat(129),
    'a b',
    'a\r\nSet-Cookie: x=1',
    '-leading-dash',
    '../etc/passwd',
    '<script>',
    'ä',
    'a,b',
    '%0d%0a',
  ])('refuses %j', (id) => {
    expect(parseCorrelationId(id)).toBeUndefined();
  });

  it('refuses a header given twice or not at all', () => {
    expect(parseCorrelationId(['a', 'b'])).toBeUndefined();
    expect(parseCorrelationId(undefined)).toBeUndefined();
  });

  it('lets nothing through that needs escaping anywhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 140 }), (text) => {
        const id = parseCorrelationId(text);

        expect(id === undefined || encodeURI(id) === id).toBe(true);
      }),
    );
  });
});

describe('parseTraceparent', () => {
  const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
  const SPAN = '00f067aa0ba902b7';

  it.each([
    `00-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-00`,
    `cc-${TRACE}-${SPAN}-01-what-the-future-brings`,
    `cc-${TRACE}-${SPAN}-01`,
  ])('keeps %s', (header) => {
    expect(parseTraceparent(header)).toBe(header);
  });

  it.each([
    '',
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-0x`,
    `cc-${TRACE}-${SPAN}-01.x`,
    `cc-${TRACE}-${SPAN}-01-${'x'.repeat(300)}`,
    ` 00-${TRACE}-${SPAN}-01`,
  ])('drops %j', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });
});

describe('peerList', () => {
  const isPeer = peerList(['10.0.0.0/8', '2001:db8::/32', '192.0.2.7', 'loopback']);

  it.each(['10.9.8.7', '::ffff:10.1.1.1', '2001:db8::1', '192.0.2.7', '127.0.0.1', '::1'])(
    'has %s',
    (address) => {
      expect(isPeer(address)).toBe(true);
    },
  );

  it.each(['11.0.0.1', '192.0.2.8', '2001:db9::1', 'nonsense', '', undefined])(
    'does not have %s',
    (address) => {
      expect(isPeer(address)).toBe(false);
    },
  );

  it.each(['ten.0.0.1', '10.0.0.0/33', '10.0.0.0/x', '::1/129'])(
    'refuses the entry %s',
    (entry) => {
      expect(() => peerList([entry])).toThrow(/neither an IP address nor a CIDR range/);
    },
  );
});

describe('uuidv7', () => {
  it('is unique, ordered by time and of the right form', () => {
    const ids = Array.from({ length: 1_000 }, () => uuidv7());

    expect(new Set(ids).size).toBe(1_000);
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/.test(id)),
    ).toBe(true);
    expect(Date.now() - parseInt(ids[0]!.replace('-', '').slice(0, 12), 16)).toBeLessThan(5_000);
  });
});
