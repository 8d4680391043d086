/** Scanners that announce themselves by mDNS and DNS-SD (RFC 6762, RFC 6763): `_uscan._tcp` and `_uscans._tcp` of eSCL. */
import { createSocket } from 'node:dgram';
import mdns, { type Options } from 'multicast-dns';
import { isLocal, isLoopback, type EsclPlace } from './escl-address.ts';

export type Announced = { /** The service's own name; stays the same when its address changes. */ name: string; label: string; place: EsclPlace };

/** Chosen: RFC 6762 lets a device wait 120 ms with its answer; two questions, for one that was lost. */
const timing = { askAgainMs: 400, listenMs: 1_600 };
const services = ['_uscan._tcp.local', '_uscans._tcp.local'] as const;
/** More than an office has; bounds what a flood of answers can do. */
const most = 200;

type Found = { srv: Map<string, { target: string; port: number }>; txt: Map<string, Map<string, string>>; addresses: Map<string, string[]>; names: Map<string, boolean> };

/**
 * @param onlyHere asks this computer alone (scanners on its cable, through ipp-usb): no packet leaves it.
 * @param options of the socket, for tests.
 */
export async function findAnnounced(onlyHere: boolean, signal: AbortSignal, options: Options = {}): Promise<Announced[]> {
  const found: Found = { srv: new Map(), txt: new Map(), addresses: new Map(), names: new Map() };
  await Promise.all([
    ask(found, signal, { bind: '0.0.0.0', ...options, interface: here, loopback: true }, true),
    ...(onlyHere ? [] : [ask(found, signal, options)]),
  ]);
  return [...found.names].flatMap(([name, secure]) => announcedOf(found, name, secure, onlyHere)).filter(differs);
}

const here = '127.0.0.1';

function ask(found: Found, signal: AbortSignal, options: Options, onlyHere = false): Promise<void> {
  return new Promise((resolve) => {
    const own = onlyHere ? (options.socket ?? createSocket({ type: 'udp4', reuseAddr: true })) : null;
    // Said here as well: where this computer's own interface takes no members of a group the library leaves the choice to the system, which takes the network.
    own?.once('listening', () => {
      try {
        own.setMulticastInterface(here);
      } catch {
        end();
      }
    });
    const socket = mdns({ ...options, ...(own && { socket: own }) });
    const questions = services.map((name) => ({ name, type: 'PTR' as const }));
    const again = setTimeout(() => socket.query(questions), timing.askAgainMs);
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      clearTimeout(again);
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      socket.destroy(() => resolve());
    };
    const timer = setTimeout(end, timing.listenMs);
    signal.addEventListener('abort', end, { once: true });
    // No such network: then nobody can answer, and the other question goes on.
    socket.on('error', end);
    socket.on('warning', () => {});
    socket.on('response', ({ answers, additionals }, { address }) => {
      // The system hands over what arrives on any interface that another program listens to.
      if (onlyHere && !isLoopback(address)) return;
      for (const record of [...answers, ...additionals]) take(found, record);
    });
    socket.query(questions);
  });
}

type DnsRecord = { name: string; type: string; data?: unknown };

function take(found: Found, { name, type, data }: DnsRecord): void {
  if (found.names.size + found.srv.size + found.addresses.size > most) return;
  if (type === 'PTR' && typeof data === 'string') {
    const service = services.indexOf(name as (typeof services)[number]);
    if (service >= 0) found.names.set(data, service === 1);
  } else if (type === 'SRV') {
    const { target, port } = data as { target?: unknown; port?: unknown };
    if (typeof target === 'string' && typeof port === 'number') found.srv.set(name, { target, port });
  } else if (type === 'TXT') {
    const pairs = (Array.isArray(data) ? data : [data]).map(String).map((pair) => [pair.slice(0, pair.indexOf('=')).toLowerCase(), pair.slice(pair.indexOf('=') + 1)] as const);
    found.txt.set(name, new Map(pairs));
  } else if ((type === 'A' || type === 'AAAA') && typeof data === 'string') {
    found.addresses.set(name, [...(found.addresses.get(name) ?? []), data]);
  }
}

function announcedOf(found: Found, name: string, secure: boolean, onlyHere: boolean): Announced[] {
  const at = found.srv.get(name);
  const facts = found.txt.get(name);
  if (!at || at.port < 1 || at.port > 65_535) return [];
  const addresses = (found.addresses.get(at.target) ?? []).filter(onlyHere ? isLoopback : isLocal);
  const host = addresses.find((a) => !a.includes(':')) ?? addresses[0];
  if (host === undefined) return [];
  const root = `/${(facts?.get('rs') ?? 'eSCL').replace(/^\/+|\/+$/g, '')}`;
  return [{ name: name.slice(0, 250), label: (facts?.get('ty') || name.replace(/\._uscans?\._tcp\.local$/, '')).slice(0, 150), place: { secure, host, port: at.port, root } }];
}

/** A device that speaks both plain and encrypted is one device: the plain one is taken, because its certificate proves nothing (ADR 19). */
function differs(one: Announced, index: number, all: Announced[]): boolean {
  const own = (a: Announced): string => a.name.replace(/\._uscans?\._tcp\.local$/, '');
  return !all.some((other, k) => k !== index && own(other) === own(one) && (one.place.secure && !other.place.secure || other.place.secure === one.place.secure && k < index));
}
