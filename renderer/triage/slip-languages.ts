/** The slip's languages: every file of resources/locales/slip, English first. */
import { parseSlipTexts, type SlipTexts } from '../../core/triage/slip-texts.ts';

const files = import.meta.glob<unknown>('../../resources/locales/slip/*.json', { eager: true, import: 'default' });

export const slipLanguages: readonly SlipTexts[] = Object.values(files).map(parseSlipTexts).sort((a, b) => Number(b.code === 'en') - Number(a.code === 'en') || a.language.localeCompare(b.language));
