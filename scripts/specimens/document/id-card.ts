/** Identity card and residence permit, TD1: 85.6 x 53.98 mm, portrait in front, MRZ behind (ICAO 9303-5). */
import type { Frame } from '../../../core/frame.ts';
import { microtext } from '../guilloche.ts';
import { td1 } from '../mrz.ts';
import { mrzText } from '../ocr-b.ts';
import { pngBytes } from '../raster.ts';
import { dottedDate, fieldsOf, mrzFactsOf, type Holder, type Side } from './holder.ts';
import { emblem, field, foil, ghostOf, picture, printed, securityGround, signature, sizes, specimenMark, text } from './parts.ts';

const size = sizes['ID-1'];
// ICAO 9303-3: three lines in the lower 23.2 mm, 6.35 mm apart.
const zone = { firstBaseline: 37.4, pitch: 6.2, left: 4.7 } as const;

export type CardKind = {
  title: string;
  second: string;
  /** MRZ document code; ICAO 9303-5 leaves the second letter to the issuer. */
  code: string;
  phase: number;
  /** A residence permit says what it permits. */
  remark?: string;
};

export const cardKinds = {
  'id-card': { title: 'IDENTITY CARD', second: 'CARTE D’IDENTITÉ', code: 'ID', phase: 0.4 },
  'residence-permit': { title: 'RESIDENCE PERMIT', second: 'TITRE DE SÉJOUR', code: 'AR', phase: 2.2, remark: 'LONG-TERM RESIDENT' },
} as const satisfies Record<string, CardKind>;

const small = { label: 1.3, value: 2.25, gap: 2.5 } as const;

export async function cardFront(h: Holder, portrait: Frame, kind: CardKind): Promise<Side> {
  const { country } = h;
  const head = country.colours.heading;
  const rows = kind.remark ? field('Type of permit / Type de titre', kind.remark, 32, 37.6, small) : field('Place of birth / Lieu de naissance', h.birthPlace.toUpperCase(), 32, 37.6, small);
  const content = `
    ${securityGround(size, country, kind.phase)}
    <rect width="${size.width}" height="8.6" fill="${head}" fill-opacity=".12"/>
    ${emblem(6.6, 4.6, 6.6, head)}
    ${text(country.longName, 11.4, 4, { size: 2.2, weight: 'bold', colour: head, spacing: 0.12 })}
    ${text(country.ownName, 11.4, 6.8, { size: 1.5, colour: head, spacing: 0.08 })}
    ${text(kind.title, 82, 4.1, { size: 2.6, weight: 'bold', colour: head, anchor: 'end', spacing: 0.22 })}
    ${text(kind.second, 82, 6.9, { size: 1.5, colour: head, anchor: 'end', spacing: 0.1 })}
    ${microtext(`${country.name}${kind.code}`, 0, 9.1, size.width, head)}
    ${picture(await pngBytes(portrait), 4, 11.4, 25, 32.1)}
    ${foil(27, 40.5, 6.4)}
    ${picture(await ghostOf(portrait, [70, 80, 100], 0.55), 67.5, 29, 13.4, 17.2)}
    ${field('Surname / Nom', h.surname.toUpperCase(), 32, 12.6, small)}
    ${field('Given names / Prénoms', h.givenNames.toUpperCase(), 32, 17.6, small)}
    ${field('Sex / Sexe', h.sex, 32, 22.6, small)}
    ${field('Nationality / Nationalité', h.nationality, 42, 22.6, small)}
    ${field('Date of birth / Date de naissance', dottedDate(h.birthDate), 32, 27.6, small)}
    ${field('Card No. / No. de carte', h.number, 62, 12.6, { ...small, value: 2.6 })}
    ${field('Personal No.', h.personalNumber, 62, 22.6, small)}
    ${field('Date of issue / Délivrée le', dottedDate(h.issueDate), 32, 32.6, small)}
    ${rows}
    ${field('Date of expiry / Expire le', dottedDate(h.expiryDate), 32, 42.8, { ...small, value: 2.6 })}
    ${signature(h.surname, 6, 49, 18, 1.8)}
    ${specimenMark(54, 50.6, 1.9)}`;
  return { sheet: await printed(size, content), size: 'ID-1', side: 'front', mrz: null, fields: fieldsOf(h) };
}

export async function cardBack(h: Holder, kind: CardKind): Promise<Side> {
  const { country } = h;
  const head = country.colours.heading;
  const mrz = td1(mrzFactsOf(h, kind.code));
  const content = `
    ${securityGround(size, country, kind.phase + 3)}
    <rect y="32.2" width="${size.width}" height="22" fill="#fbfbf8" fill-opacity=".75"/>
    ${chip(6, 8)}
    ${field('Address / Adresse', h.address.toUpperCase(), 24, 6.4, { ...small, value: 2 })}
    ${field('Authority / Autorité', country.authority, 24, 12, { ...small, value: 2 })}
    ${field('Height / Taille', '1.72 m', 24, 17.6, { ...small, value: 2 })}
    ${field('Eyes / Yeux', 'BROWN', 40, 17.6, { ...small, value: 2 })}
    ${emblem(73, 15, 16, head).replace('<g ', '<g opacity=".5" ')}
    ${specimenMark(73, 29, 1.9)}
    ${text('This card remains the property of the issuing authority.', 6, 29, { size: 1.3, colour: '#4a5a66' })}
    ${microtext(`${country.code}${h.number}`, 0, 32.2, size.width, head)}
    ${mrzText(mrz, zone.left, zone.firstBaseline, zone.pitch)}`;
  return { sheet: await printed(size, content), size: 'ID-1', side: 'back', mrz, fields: fieldsOf(h) };
}

/** Contact plate after ISO/IEC 7816-2, simplified. */
function chip(x: number, y: number): string {
  return `<g transform="translate(${x} ${y})"><rect width="13" height="11.8" rx="1.6" fill="#d8b75c" stroke="#8d7230" stroke-width=".2"/>
    <path d="M0 3.9H4.4V7.9H0M13 3.9H8.6V7.9H13M4.4 3.9V0M8.6 3.9V0M4.4 7.9V11.8M8.6 7.9V11.8M4.4 5.9H0M8.6 5.9H13" fill="none" stroke="#8d7230" stroke-width=".22"/></g>`;
}
