/**
 * Tracks 1 and 2 of AAMVA's magnetic stripe, which British Columbia and some issuers before 2000 print as they are into a PDF417 symbol
 * (AAMVA DL/ID Card Design Standard, annex F): `%` state, city, name, address `?` and `;` IIN and number `=` expiry, birth date `?`.
 */
import { aamvaIssuer } from './aamva-issuers.ts';
import type { AamvaCard } from './aamva.ts';

/** Most characters of a part of track 1; a shorter one ends with `^`. */
const lengths = { city: 13, name: 35, address: 29 } as const;

/** Null: no stripe. The stripe does not tell a licence from a card; by number of cards it is a licence. */
export function parseAamvaStripe(text: string): AamvaCard | null {
  const tracks = /^[^%]{0,4}%([A-Z]{2})([^?]{3,80})\?[^;]{0,3};(\d{6})(\d{1,13})=(\d{4})(\d{8})(\d{0,5})=?\?/i.exec(text);
  if (!tracks) return null;
  const [, state, rest, iin, number, expiry, birth, overflow] = tracks.map((t) => t?.toUpperCase()) as [string, string, string, string, string, string, string, string];
  const issuer = aamvaIssuer(iin);
  // The issuer's number and the state must name the same place, else it is some other stripe.
  if (issuer?.code !== state) return null;
  const [city, afterCity] = part(rest, lengths.city);
  const [name, afterName] = part(afterCity, lengths.name);
  const [address] = part(afterName, lengths.address);
  const [surname, ...given] = name.split('$').map((n) => n.replaceAll(',', ' ').trim());
  const found: Record<string, string> = {
    DAQ: number + overflow, DCS: surname ?? '', DAC: given.filter(Boolean).join(' '), DBB: birth, DBA: expiryOf(expiry, birth),
    DAG: address.split('$')[0]!.trim(), DAI: city.trim(), DAJ: state,
    // A name that fills its place may have been cut.
    ...(name.length >= lengths.name ? { DDE: 'U', DDF: 'U' } : {}),
  };
  const elements = new Map(Object.entries(found).filter(([, value]) => value !== ''));
  return { version: 0, iin, issuer, class: 'driving-licence', elements };
}

function part(text: string, longest: number): [string, string] {
  const end = text.indexOf('^');
  return end >= 0 && end <= longest ? [text.slice(0, end), text.slice(end + 1)] : [text.slice(0, longest), text.slice(longest)];
}

/** YYMM as CCYYMM; month 99 means the birthday of that year; 77 (never) and 88 (a rule of the issuer) give none. */
function expiryOf(yymm: string, birth: string): string {
  const [year, month] = [`20${yymm.slice(0, 2)}`, yymm.slice(2)];
  return month === '99' ? year + birth.slice(4) : Number(month) > 12 ? '' : year + month;
}
