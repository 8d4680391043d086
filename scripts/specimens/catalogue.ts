/** Every specimen that is printed: who, which state, which sides. Rows here, no code elsewhere. */
import type { Frame } from '../../core/frame.ts';
import type { DocumentClass } from '../../core/document/reading.ts';
import { countries } from './countries.ts';
import { cardBack, cardFront, cardKinds } from './document/id-card.ts';
import { licenceBack, licenceFront } from './document/driving-licence.ts';
import type { Holder, Side } from './document/holder.ts';
import { passportPage } from './document/passport.ts';
import { studentCard } from './document/student-card.ts';
import { portrait, type JacketName } from './portraits.ts';
import { throughJpeg } from './raster.ts';
import type { SittingId } from './people.ts';

export type SpecimenId = 'passport' | 'passport-expired' | 'passport-blonde' | 'passport-smiling' | 'id-card' | 'driving-licence' | 'residence-permit' | 'student-card'
  | 'passport-two-portraits' | 'passport-portrait-swapped' | 'passport-altered-birth' | 'passport-altered-name' | 'passport-altered-number' | 'passport-altered-expiry';

type Row = { class: DocumentClass; sitting: SittingId; jacket: JacketName; holder: Holder; sides: (h: Holder, portrait: Frame) => Promise<Side[]> };

/** Another person's picture, a small JPEG before, pasted over the large portrait; the small second one is left as it was. */
const pastedOver = async (h: Holder, p: Frame): Promise<Side[]> => [await passportPage(h, await throughJpeg(p, 240, 60), await once('portrait brunette navy', () => portrait('brunette', 'navy')))];
const page = async (h: Holder, p: Frame): Promise<Side[]> => [await passportPage(h, p)];

const halvorsen = {
  country: countries.UTO, surname: 'Halvorsen', givenNames: 'Ingrid Maria', sex: 'F', birthDate: '1991-04-17', birthPlace: 'Zenith', nationality: 'UTO',
  number: 'L4820157C', personalNumber: '910417HM25', issueDate: '2023-06-15', expiryDate: '2033-06-14', address: '14 Harbour Lane, 20451 Zenith',
} as const satisfies Holder;

/** The passport with one printed fact changed and its zone left as it was. */
const altered = (what: 'birth' | 'name' | 'number' | 'expiry', printed: NonNullable<Holder['printed']>) =>
  ({ [`passport-altered-${what}`]: { class: 'passport', sitting: 'brunette', jacket: 'navy', sides: page, holder: { ...halvorsen, printed } } }) as Record<`passport-altered-${typeof what}`, Row>;

export const catalogue: Record<SpecimenId, Row> = {
  passport: { class: 'passport', sitting: 'brunette', jacket: 'navy', holder: halvorsen, sides: page },
  'passport-expired': {
    class: 'passport', sitting: 'brunette', jacket: 'navy', sides: page,
    holder: { ...halvorsen, number: 'L2210943A', issueDate: '2013-03-09', expiryDate: '2023-03-08' },
  },
  'passport-blonde': {
    class: 'passport', sitting: 'blonde', jacket: 'green', sides: page,
    holder: { country: countries.QVA, surname: 'Lindqvist', givenNames: 'Sofie Anneli', sex: 'F', birthDate: '1994-11-02', birthPlace: 'Montclair', nationality: 'QVA', number: 'VA7305518', personalNumber: '9411024467', issueDate: '2024-02-20', expiryDate: '2034-02-19', address: '3 Rue des Tilleuls, 1180 Montclair' },
  },
  'passport-smiling': {
    class: 'passport', sitting: 'smiling', jacket: 'burgundy', sides: page,
    holder: { country: countries.QZL, surname: 'Moreira-Campos', givenNames: 'Beatriz', sex: 'F', birthDate: '1997-07-29', birthPlace: 'Porto Claro', nationality: 'QZL', number: 'PL0094127', personalNumber: '', issueDate: '2022-09-01', expiryDate: '2032-08-31', address: '88 Avenida do Farol, 4400 Porto Claro' },
  },
  'id-card': {
    class: 'id-card', sitting: 'black-hair', jacket: 'charcoal', sides: async (h, p) => [await cardFront(h, p, cardKinds['id-card']), await cardBack(h, cardKinds['id-card'])],
    holder: { country: countries.QZL, surname: 'Santoso', givenNames: 'Amara Dewi', sex: 'F', birthDate: '1995-02-11', birthPlace: 'Porto Claro', nationality: 'QZL', number: 'LZ5520916', personalNumber: '950211D7', issueDate: '2022-05-04', expiryDate: '2032-05-03', address: '7 Calle Mayor 21, 4410 Porto Claro' },
  },
  'driving-licence': {
    class: 'driving-licence', sitting: 'brunette', jacket: 'burgundy', sides: async (h, p) => [await licenceFront(h, p), await licenceBack(h)],
    holder: { ...halvorsen, country: countries.UTO, number: 'UT-DL-7741-90', personalNumber: '910417HM25', issueDate: '2021-10-08', expiryDate: '2036-10-07' },
  },
  'residence-permit': {
    class: 'residence-permit', sitting: 'smiling', jacket: 'navy', sides: async (h, p) => [await cardFront(h, p, cardKinds['residence-permit']), await cardBack(h, cardKinds['residence-permit'])],
    holder: { country: countries.ZZM, surname: 'Moreira-Campos', givenNames: 'Beatriz', sex: 'F', birthDate: '1997-07-29', birthPlace: 'Porto Claro', nationality: 'QZL', number: 'RM8814203', personalNumber: '97M290738', issueDate: '2024-01-15', expiryDate: '2034-01-14', address: '51 Station Road, 9002 Meridia' },
  },
  'student-card': {
    class: 'student-card', sitting: 'black-hair', jacket: 'green', sides: async (h, p) => [await studentCard(h, p)],
    holder: { country: countries.QVA, surname: 'Santoso', givenNames: 'Amara Dewi', sex: 'F', birthDate: '1995-02-11', birthPlace: 'Porto Claro', nationality: 'QZL', number: 'S20458817', personalNumber: '', issueDate: '2025-09-01', expiryDate: '2031-08-31', address: '' },
  },
  ...altered('birth', { birthDate: '1997-04-17' }),
  ...altered('name', { givenNames: 'Kirsten Maria' }),
  ...altered('number', { number: 'L4826157C' }),
  ...altered('expiry', { expiryDate: '2038-06-14' }),
  // New rows stand last: a specimen's ground in the conformance table goes by its place.
  'passport-two-portraits': { class: 'passport', sitting: 'brunette', jacket: 'navy', holder: halvorsen, sides: async (h, p) => [await passportPage(h, p, p)] },
  'passport-portrait-swapped': { class: 'passport', sitting: 'blonde', jacket: 'green', holder: halvorsen, sides: pastedOver },
};

const made = new Map<string, Promise<unknown>>();
function once<T>(key: string, make: () => Promise<T>): Promise<T> {
  const present = made.get(key) as Promise<T> | undefined;
  if (present) return present;
  const work = make();
  made.set(key, work);
  return work;
}

/** Printed at 600 dpi, front first; made once a run. */
export const specimen = (id: SpecimenId): Promise<Side[]> => {
  const { sitting, jacket, holder, sides } = catalogue[id];
  return once(id, async () => sides(holder, await once(`portrait ${sitting} ${jacket}`, () => portrait(sitting, jacket))));
};
