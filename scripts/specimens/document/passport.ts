/** Data page of a passport, TD3: 125 x 88 mm (ICAO 9303-4). */
import type { Frame } from '../../../core/frame.ts';
import { microtext } from '../guilloche.ts';
import { td3 } from '../mrz.ts';
import { mrzText } from '../ocr-b.ts';
import { pngBytes } from '../raster.ts';
import { fieldsOf, mrzFactsOf, wordDate, type Holder, type Side } from './holder.ts';
import { emblem, field, foil, ghostOf, picture, printed, securityGround, signature, sizes, specimenMark, text } from './parts.ts';

const size = sizes['ID-3'];
// ICAO 9303-3: the zone is 23.2 mm high; its lines are 6.35 mm apart, centred 15.9 and 9.5 mm above the lower edge.
const zone = { top: size.height - 23.2, firstBaseline: size.height - 14.7, pitch: 6.35, left: 6.6 } as const;

/** `second`: the holder's small second image is of this picture and printed strongly, as documents with a second portrait have it; left out: a faint one of the same picture. */
export async function passportPage(h: Holder, portrait: Frame, second?: Frame): Promise<Side> {
  const { country } = h;
  const shown = { ...h, ...h.printed };
  const head = country.colours.heading;
  const mrz = td3(mrzFactsOf(h, 'P'));
  const content = `
    ${securityGround(size, country, country.code.charCodeAt(1))}
    <rect x="0" y="${zone.top}" width="${size.width}" height="23.2" fill="#fbfbf8" fill-opacity=".72"/>
    <rect x="0" y="0" width="${size.width}" height="10.6" fill="${head}" fill-opacity=".09"/>
    ${emblem(9.4, 5.5, 8.6, head)}
    ${text(country.longName, 16, 5.1, { size: 3.1, weight: 'bold', colour: head, spacing: 0.22 })}
    ${text(country.ownName, 16, 8.4, { size: 2.1, colour: head, spacing: 0.15 })}
    ${text('PASSPORT', 119, 5.3, { size: 3.4, weight: 'bold', colour: head, anchor: 'end', spacing: 0.4 })}
    ${text('PASSEPORT · PASAPORTE', 119, 8.4, { size: 1.8, colour: head, anchor: 'end', spacing: 0.15 })}
    ${microtext(`${country.name}PASSPORT`, 0, 11.1, size.width, head)}
    ${emblem(82, 40, 30, head).replace('<g ', '<g opacity=".07" ')}
    ${picture(await pngBytes(portrait), 6, 14.2, 34, 43.7)}
    <rect x="6" y="14.2" width="34" height="43.7" fill="none" stroke="${head}" stroke-opacity=".35" stroke-width=".12"/>
    ${foil(37.5, 53, 8.5)}
    ${second ? '<rect x="98.5" y="29.5" width="20" height="25.7" fill="#f4f6f6"/>' : ''}
    ${picture(await ghostOf(second ?? portrait, [58, 74, 104], second ? 1 : 0.62), 98.5, 29.5, 20, 25.7)}
    ${text('Type / Type', 44.5, 14.8, { size: 1.55, colour: '#4a5a66' })}${text('P', 44.5, 17.9, { size: 2.75, weight: 'bold' })}
    ${field('Code / Code', country.code, 59, 14.8)}
    ${field('Passport No. / No. du passeport', shown.number, 84, 14.8, { value: 3.2 })}
    ${field('Surname / Nom', shown.surname.toUpperCase(), 44.5, 21)}
    ${field('Given names / Prénoms', shown.givenNames.toUpperCase(), 44.5, 27.2)}
    ${field('Nationality / Nationalité', country.name + 'N', 44.5, 33.4)}
    ${field('Date of birth / Date de naissance', wordDate(shown.birthDate), 44.5, 39.6)}
    ${field('Personal No. / No. personnel', h.personalNumber, 73, 39.6)}
    ${field('Sex / Sexe', h.sex, 44.5, 45.8)}
    ${field('Place of birth / Lieu de naissance', h.birthPlace.toUpperCase(), 59, 45.8)}
    ${field('Date of issue / Date de délivrance', wordDate(h.issueDate), 44.5, 52)}
    ${field('Authority / Autorité', country.authority, 73, 52, { value: 2.3 })}
    ${field('Date of expiry / Date d’expiration', wordDate(shown.expiryDate), 44.5, 58.2)}
    ${text('Signature of bearer / Signature du titulaire', 84, 58.2, { size: 1.45, colour: '#4a5a66' })}
    ${signature(h.surname, 88, 62.6, 22, 2.6)}
    ${specimenMark(23, 61.8, 2.6)}
    ${microtext(`${country.code}${h.number}`, 0, zone.top, size.width, head)}
    ${mrzText(mrz, zone.left, zone.firstBaseline, zone.pitch)}`;
  return { sheet: await printed(size, content), size: 'ID-3', side: 'front', mrz, fields: fieldsOf(h) };
}
