/** Words of checks, errors, countries and fields. */
import type { CheckValues } from '../../core/checks/check.ts';
import { checkById } from '../../core/checks/index.ts';
import { type ErrorValues } from '../../core/errors.ts';
import type { ScannedPageFacts, ScannerCapabilities } from '../../core/scanning.ts';
import { session } from '../composables/session.ts';
import { i18n } from './index.ts';

const { t, te, d } = i18n.global;

export type Spoken = { failure: string; remedy: string };

/** The sentence of a check for its values; `values.variant` picks one of its forms, which a customer alone hears only where they can do something about it. */
export function checkText(id: string, values: CheckValues = {}): Spoken {
  const variant = isForStaff(id, values['variant']) && session.status?.operator?.role === 'customer' ? undefined : values['variant'];
  const base = variant !== undefined && te(`checks.${id}.variants.${variant}.failure`) ? `checks.${id}.variants.${variant}` : `checks.${id}`;
  if (!te(`${base}.failure`)) return { failure: id, remedy: t('check.unknownRemedy') };
  const said = { ...values, ...classNames(values), ...days(values) };
  return { failure: t(`${base}.failure`, said), remedy: t(`${base}.remedy`, said) };
}

const isForStaff = (id: string, variant: string | number | undefined): boolean => checkById(id)?.strings.staffVariants?.includes(String(variant)) ?? false;

/** Document classes stand in values by id (doc.unsupported, doc.type-mismatch); people read their names. */
const classNames = (values: CheckValues): CheckValues =>
  Object.fromEntries(['found', 'chosen'].flatMap((key) => { const id = values[key]; return typeof id === 'string' && te(`documentType.${id}`) ? [[key, t(`documentType.${id}`)]] : []; }));

/** Days stand in values as YYYY-MM-DD (doc.expired, poa.too-old); people read them as their language writes them. What stands on a sheet is said as it stands there. */
const days = (values: CheckValues): CheckValues =>
  Object.fromEntries(['expiry', 'issued', 'oldest'].flatMap((key) => { const day = values[key]; return typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? [[key, d(new Date(`${day}T12:00:00`), 'day')]] : []; }));

export type Told = { message: string; remedy: string };

export function errorText(code: string, values: ErrorValues = {}): Told {
  const known = te(`errors.${code}.message`) ? code : 'internal';
  return { message: t(`errors.${known}.message`, values), remedy: t(`errors.${known}.remedy`, values) };
}

/** Why a check has no result: the reason's own sentence where there is one. */
export function whyText(why: string): string {
  if (te(`why.${why}`)) return t(`why.${why}`);
  return te(`errors.${why}.message`) ? t(`errors.${why}.message`) : t('why.other');
}

/** How a page was scanned; '' where the device decided. */
export const scanText = ({ source, dpi, colour }: Pick<ScannedPageFacts, 'source' | 'dpi' | 'colour'>): string => [source && t(`scan.source.${source}`), dpi && t('scan.dpi', { dpi }), colour && t(`scan.colour.${colour}`)].filter(Boolean).join(', ');

/** What is sealed as the device of a page, and by which a scanner's golden card is known again: other settings are another device. @param can null: it did not say what it can */
export function scannedBy(can: ScannerCapabilities | null, name: string, page: Parameters<typeof scanText>[0]): string {
  const settings = scanText(page);
  const label = can?.label ?? name;
  return settings && can?.sources.length ? `${label} (${settings})` : label;
}

export const typeText = (type: string): string => (te(`documentType.${type}`) ? t(`documentType.${type}`) : type);
