/** What the triage says of a paper, in the window's language: its name, and why it will not do. */
import type { Reason } from '../../core/triage/reasons.ts';
import type { JudgedPaper } from '../../core/triage/triage.ts';
import { i18n } from '../i18n/index.ts';
import { checkText, errorText, typeText, whyText } from '../i18n/texts.ts';

const { t, te } = i18n.global;

export function whatText({ what }: JudgedPaper): string {
  if (!what) return t('proofKind.unknown');
  return what.need === 'identity' ? typeText(what.class) : te(`proofKind.${what.class}`) ? t(`proofKind.${what.class}`) : t('triage.otherPaper');
}

/** One sentence, and what to do where it says so. */
export function reasonText({ code, values }: Reason): { sentence: string; remedy: string } {
  if (code.startsWith('triage.')) return { sentence: t(`triage.own.${code.slice('triage.'.length)}`), remedy: '' };
  if (/^(file|pdf)\./.test(code)) {
    const { message, remedy } = errorText(code, values);
    return { sentence: message, remedy };
  }
  const why = values['why'];
  if (why !== undefined) return { sentence: whyText(String(why)), remedy: t('triage.staffLooks') };
  const { failure, remedy } = checkText(code, values);
  return { sentence: failure, remedy };
}
