/** Where a scanner may be: on this computer, or on the local network. Anything else is not asked, whatever a name resolves to. */
import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { CodedError } from '../../../core/errors.ts';

export type EsclPlace = { secure: boolean; host: string; port: number; /** Path before the resources, as `/eSCL`. */ root: string };

/** Private and link-local addresses: RFC 1918, RFC 3927, RFC 4193, RFC 4291. */
export function isLocal(address: string): boolean {
  const plain = address.replace(/%.*$/, '').toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  if (isIP(plain) === 4) {
    const [a = 0, b = 0] = plain.split('.').map(Number);
    return a === 127 || a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254);
  }
  return plain === '::1' || /^fe[89ab][0-9a-f]:/.test(plain) || /^f[cd][0-9a-f]{2}:/.test(plain);
}

/** An address of this computer itself, or its one name (RFC 6761). A name that only begins like one, as `127.example`, lies anywhere. */
export function isLoopback(host: string): boolean {
  const plain = host.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  return plain === 'localhost' || plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** URL puts an IPv6 address into brackets. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

/** `host`, `host:port` or with scheme and path, as a person types it. @throws CodedError scanner.address */
export function placeOf(address: string): EsclPlace {
  const text = /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
  if (!URL.canParse(text)) throw new CodedError('scanner.address');
  const { protocol, hostname, port, pathname, username, password } = new URL(text);
  const host = bareHost(hostname);
  if (!['http:', 'https:'].includes(protocol) || username !== '' || password !== '' || host === '') throw new CodedError('scanner.address');
  if (isIP(host) !== 0 && !isLocal(host)) throw new CodedError('scanner.address');
  const secure = protocol === 'https:';
  return { secure, host, port: port === '' ? (secure ? 443 : 80) : Number(port), root: pathname === '/' ? '/eSCL' : pathname.replace(/\/+$/, '') };
}

/** For node:http: a name that leads out of the local network, or `localhost` out of this computer, is not connected to, also when it leads somewhere else than a moment ago. */
export const localLookup: LookupFunction = (hostname, options, done) => {
  const mayBe = isLoopback(hostname) ? isLoopback : isLocal;
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    const local = found.filter(({ address }) => mayBe(address));
    if (local.length === 0) return done(Object.assign(new Error('not local'), { code: 'ENOTLOCAL' }), '', 0);
    if (options.all) done(null, local);
    else done(null, local[0]!.address, local[0]!.family);
  });
};
