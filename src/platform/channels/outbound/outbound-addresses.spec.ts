import { describe, expect, it } from 'vitest';
import { AddressRefusedError, ChannelsError } from '../channels.errors.js';
import { OutboundAddresses } from './outbound-addresses.js';
import { outboundUrl } from './outbound-url.js';

/** Every way to write an address that is not for the public, as far as a URL can say it. */
const INSIDE = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://127.255.255.254/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://127.0.0.1./',
  'https://%31%32%37.0.0.1/',
  'https://①②⑦.⓪.⓪.①/',
  'https://127。0。0。1/',
  'https://0/',
  'https://0.0.0.0/',
  'https://0.1.2.3/',
  'https://10.0.0.1/',
  'https://0x0a000001/',
  'https://012.0.0.1/',
  'https://167772161/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://3232235521/',
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xa9fea9fe/',
  'https://0251.0376.0251.0376/',
  'https://169.254.170.2/v2/credentials',
  'https://100.64.0.1/',
  'https://100.100.100.200/',
  'https://100.127.255.255/',
  'https://192.0.0.192/',
  'https://192.0.2.1/',
  'https://192.88.99.1/',
  'https://198.18.0.1/',
  'https://198.51.100.7/',
  'https://203.0.113.9/',
  'https://168.63.129.16/',
  'https://224.0.0.1/',
  'https://239.255.255.250/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[::]/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://[::ffff:93.184.215.14]/',
  'https://[::127.0.0.1]/',
  'https://[::ffff:0:127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b::a9fe:a9fe]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2002:a9fe:a9fe::1]/',
  'https://[2001:0:a9fe:a9fe::1]/',
  'https://[2001:db8::1]/',
  'https://[2001:2::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://[febf::1]/',
  'https://[fec0::1]/',
  'https://[ff02::1]/',
  'https://[100::1]/',
  'https://[5f00::1]/',
  'https://[4000::1]/',
];

const UNUSABLE = [
  '',
  'example.com',
  '/hook',
  'http://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'javascript:alert(1)',
  'data:text/plain,x',
  'unix:/var/run/docker.sock',
  'https://user:secret@example.com/',
  'https://user@example.com/',
  'https://localhost/',
  'https://api.localhost/',
  'https://example.com:0/',
  'https://[fe80::1%25eth0]/',
  'https://1.2.3.4.5/',
  'https://256.256.256.256/',
  `https://example.com/${'a'.repeat(2_000)}`,
];

const PUBLIC = [
  'https://example.com/hook?a=1',
  'https://example.com:8443/hook',
  'https://1.1.1.1/',
  'https://93.184.215.14/',
  'https://172.15.255.255/',
  'https://172.32.0.1/',
  'https://100.63.255.255/',
  'https://[2606:4700:4700::1111]/',
];

const strict = new OutboundAddresses();

describe('an address that a user names', () => {
  it.each(INSIDE)('is refused where it leads inside: %s', (url) => {
    expect(() => outboundUrl(url, strict)).toThrow(AddressRefusedError);
  });

  it.each(UNUSABLE)('is refused where it cannot be called: %s', (url) => {
    expect(() => outboundUrl(url, strict)).toThrow(ChannelsError);
  });

  it.each(PUBLIC)('is taken where it is public: %s', (url) => {
    expect(outboundUrl(url, strict).href).toBe(url);
  });

  it('is taken in a range that the operator listed, and nowhere else', () => {
    const listed = new OutboundAddresses(['10.1.0.0/16', '::1', '127.0.0.1']);

    expect(outboundUrl('http://10.1.2.3:8080/', listed).host).toBe('10.1.2.3:8080');
    expect(outboundUrl('https://[::ffff:10.1.2.3]/', listed).port).toBe('');
    expect(outboundUrl('http://[::1]/', listed).hostname).toBe('[::1]');
    expect(() => outboundUrl('https://10.2.0.1/', listed)).toThrow(AddressRefusedError);
    expect(() => outboundUrl('https://127.0.0.2/', listed)).toThrow(AddressRefusedError);
    expect(() => outboundUrl('http://1.1.1.1/', listed)).toThrow(/plain HTTP/);
  });

  it('says which ranges cannot be read', () => {
    expect(() => new OutboundAddresses(['10.0.0.0/33'])).toThrow(Error);
    expect(() => new OutboundAddresses(['localhost'])).toThrow(Error);
  });
});
