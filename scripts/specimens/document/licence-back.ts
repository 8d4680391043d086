/** Back of a North American licence with its PDF417 symbol, 85.6 x 53.98 mm, for issuers that do not exist. */
import { countries } from '../countries.ts';
import { symbolModules, symbolPath } from '../symbol.ts';
import { canadianLicence, licenceText, usLicence, type Licence } from './aamva-text.ts';
import type { Side } from './holder.ts';
import { emblem, printed, securityGround, sizes, specimenMark, text } from './parts.ts';

export const licenceBacks = { 'us-licence': usLicence, 'canadian-licence': canadianLicence } as const satisfies Record<string, Licence>;
export type LicenceBackId = keyof typeof licenceBacks;

/** Narrowest bar, millimetres: between 0.17 and 0.38 (AAMVA DL/ID 2020, D.3.1). */
const bar = 0.24;
const grounds = { USA: countries.UTO, CAN: countries.QVA } as const;

export async function symbolLicenceBack(id: LicenceBackId): Promise<Side> {
  const licence = licenceBacks[id];
  const country = grounds[licence.country];
  const size = sizes['ID-1'];
  const symbol = await symbolModules('PDF417', licenceText(licence), 'columns=13,ecLevel=5');
  const [width, height] = [symbol.width * bar, symbol.height * bar];
  const [x, y] = [(size.width - width) / 2, 26];
  const content = `
    ${securityGround(size, country, 6.4)}
    <rect x="${x - 1.2}" y="${y - 1.2}" width="${width + 2.4}" height="${height + 2.4}" fill="#fff"/>
    ${symbolPath(symbol, x, y, bar)}
    ${emblem(9, 10, 11, country.colours.heading)}
    ${text('CLASS D   ENDORSEMENTS NONE   RESTRICTIONS NONE', 18, 8, { size: 1.9, weight: 'bold' })}
    ${text('This card is the property of the issuing authority. If found, hand it to any police station.', 18, 12, { size: 1.4 })}
    ${text(`REV 06/06/2018   ${licence.state}   SPECIMEN ISSUER`, 18, 16, { size: 1.6 })}
    ${specimenMark(60, 20.5, 1.9)}`;
  return { sheet: await printed(size, content), size: 'ID-1', side: 'back', mrz: null, fields: Object.fromEntries(Object.entries(licence.fields)) };
}
