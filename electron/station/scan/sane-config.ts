/** SANE's configuration for one run of scanimage: while the network is off, only backends that have none, or whose search of it is switched off (ADR 19). */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newScratch } from './scratch.ts';

/** Backends of sane-backends 1.2.1 whose library calls neither connect() nor sendto(): held against the installed libraries by sane-config.test.ts. */
const withoutNetwork = new Set([
  'abaton', 'agfafocus', 'apple', 'artec', 'artec_eplus48u', 'as6e', 'avision', 'bh', 'canon', 'canon630u', 'canon_dr', 'canon_lide70', 'canon_pp', 'cardscan', 'coolscan', 'coolscan2', 'coolscan3', 'dc210', 'dc240', 'dc25', 'dmc', 'epjitsu', 'epson',
  'fujitsu', 'genesys', 'gt68xx', 'hp', 'hp3500', 'hp3900', 'hp4200', 'hp5400', 'hp5590', 'hpljm1005', 'hpsj5s', 'hs2p', 'ibm', 'kodak', 'kvs1025', 'kvs20xx', 'kvs40xx', 'leo', 'lexmark', 'ma1509', 'matsushita', 'microtek', 'microtek2', 'mustek', 'mustek_pp',
  'mustek_usb', 'mustek_usb2', 'nec', 'niash', 'p5', 'pie', 'pieusb', 'pint', 'plustek', 'plustek_pp', 'pnm', 'qcam', 'ricoh', 'ricoh2', 'rts8891', 's9036', 'sceptre', 'sharp', 'sm3600', 'sm3840', 'snapscan', 'sp15c', 'st400', 'stv680', 'tamarack', 'teco1',
  'teco2', 'teco3', 'test', 'u12', 'umax', 'umax1220u', 'umax_pp', 'v4l',
]);

type Mixed = { /** Line of its file that asks the network. */ asks: RegExp; /** What is said first to keep it from asking. */ first?: string; /** Device on a cable, after `backend:`. */ cable: RegExp };
const usual: Mixed = { asks: /^\s*net\b/i, cable: /^(libusb:|usb:|\/dev\/)/ };
/** Backends that have both, by their manual pages (sane-epson2(5), sane-pixma(5), sane-xerox_mfp(5) and so on). */
const mixed = new Map<string, Mixed>([
  ['epson2', usual], ['epsonds', usual], ['kodakaio', usual], ['magicolor', usual],
  ['xerox_mfp', { asks: /^\s*tcp\b/i, cable: usual.cable }],
  ['pixma', { asks: /^\s*(networking|bjnp|mfnp)\b/i, first: 'networking=no', cable: /^[0-9A-F]{8}(_|$)/i }],
]);

/** Where SANE is configured: Debian and most others, built by hand, Homebrew, MacPorts. */
const usualPlaces = ['/etc/sane.d', '/usr/local/etc/sane.d', '/opt/homebrew/etc/sane.d', '/opt/local/etc/sane.d'];

/** Whether opening this device can ask no network. SANE loads the backend a name begins with whether it is configured or not. */
export function isOnCable(name: string): boolean {
  const [, backend = '', device = ''] = /^([^:]*):?(.*)$/s.exec(name) ?? [];
  return withoutNetwork.has(backend) || mixed.get(backend)?.cable.test(device) === true;
}

/** @returns the environment to run scanimage in, and what ends the configuration made for it. @throws CodedError store.failed */
export function saneConfig(network: boolean, env: NodeJS.ProcessEnv = process.env): { env: NodeJS.ProcessEnv; remove(): void } {
  if (network) return { env, remove: () => {} };
  const { dir, remove } = newScratch();
  const given = env.SANE_CONFIG_DIR ?? '';
  // A list that ends with a colon goes on with SANE's own places (sane-dll(5)).
  const places = [...given.split(':').filter((place) => place !== ''), ...(given === '' || given.endsWith(':') ? usualPlaces : [])];
  const enabled = enabledIn(places).filter((backend) => withoutNetwork.has(backend) || mixed.has(backend));
  writeFileSync(path.join(dir, 'dll.conf'), enabled.map((backend) => `${backend}\n`).join(''));
  // Of these SANE takes the first it finds; without ones of our own it would take the system's.
  mkdirSync(path.join(dir, 'dll.d'));
  writeFileSync(path.join(dir, 'dll.aliases'), '');
  for (const [backend, { asks, first }] of mixed) {
    const lines = (firstFile(places, `${backend}.conf`) ?? '').split('\n').filter((line) => !asks.test(line));
    writeFileSync(path.join(dir, `${backend}.conf`), [...(first === undefined ? [] : [first]), ...lines].join('\n'));
  }
  return { env: { ...env, SANE_CONFIG_DIR: `${dir}:${given}` }, remove };
}

/** Backends of the first `dll.d` and the first `dll.conf`, as SANE's loader reads them. */
function enabledIn(places: readonly string[]): string[] {
  const further = places.map(filesOfFolder).find((files) => files !== null) ?? [];
  const lines = [...further, firstFile(places, 'dll.conf') ?? ''].flatMap((text) => text.split('\n'));
  return [...new Set(lines.flatMap((line) => /^\s*([^\s#]+)/.exec(line)?.[1] ?? []))];
}

function filesOfFolder(place: string): string[] | null {
  try {
    const dir = path.join(place, 'dll.d');
    return readdirSync(dir).filter((name) => !name.startsWith('.')).map((name) => readFileSync(path.join(dir, name), 'utf8'));
  } catch {
    return null;
  }
}

function firstFile(places: readonly string[], name: string): string | null {
  for (const place of places) {
    try {
      return readFileSync(path.join(place, name), 'utf8');
    } catch {
      // Not there: then the next one counts.
    }
  }
  return null;
}
