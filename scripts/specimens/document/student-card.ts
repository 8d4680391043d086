/** Student card: a document the reference policy refuses. 85.6 x 53.98 mm. */
import type { Frame } from '../../../core/frame.ts';
import { pngBytes } from '../raster.ts';
import { fieldsOf, wordDate, type Holder, type Side } from './holder.ts';
import { emblem, field, picture, printed, sizes, specimenMark, text } from './parts.ts';

const size = sizes['ID-1'];

export async function studentCard(h: Holder, portrait: Frame): Promise<Side> {
  const head = h.country.colours.heading;
  const bars = Array.from({ length: 46 }, (_, i) => `<rect x="${(31 + i * 0.95).toFixed(2)}" y="42.2" width="${0.25 + ((h.number.charCodeAt(i % h.number.length) >> i % 4) & 1) * 0.4}" height="7" fill="#15171c"/>`).join('');
  const content = `<defs><linearGradient id="band" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="${head}"/><stop offset="1" stop-color="${h.country.colours.lines[1]}"/></linearGradient></defs>
    <rect width="${size.width}" height="${size.height}" fill="#fafafa"/>
    <rect width="${size.width}" height="13.5" fill="url(#band)"/>
    ${emblem(9, 6.8, 10, '#ffffff')}
    ${text(`University of ${h.country.city[0]}${h.country.city.slice(1).toLowerCase()}`, 16, 6.2, { size: 3.3, weight: 'bold', colour: '#fff' })}
    ${text('STUDENT CARD · CARTE D’ÉTUDIANT', 16, 10.4, { size: 1.9, colour: '#fff', spacing: 0.15 })}
    ${picture(await pngBytes(portrait), 4, 16.6, 22, 28.3)}
    ${field('Name', `${h.givenNames} ${h.surname}`, 31, 18.6, { value: 3, gap: 3.4 })}
    ${field('Student ID', h.number, 31, 25.8)}
    ${field('Faculty', 'Applied Sciences', 56, 25.8)}
    ${field('Date of birth', wordDate(h.birthDate), 31, 32.8)}
    ${field('Valid until', wordDate(h.expiryDate), 56, 32.8)}
    ${bars}
    ${specimenMark(15, 49.6, 1.9)}`;
  return { sheet: await printed(size, content), size: 'ID-1', side: 'front', mrz: null, fields: fieldsOf(h) };
}
