/** Why sending stands as it stands, in words. */
import { useI18n } from 'vue-i18n';
import type { SendingRules } from '../../core/sync/hours.ts';
import type { SyncStatus } from '../../core/sync/status.ts';

export type Live = { kind: 'info' | 'success' | 'warning' | 'danger'; title: string; text: string | null };

/** What the policy lets the line be used for: key and values of its sentence. */
export function rulesText({ pictureHours: hours, kilobytesPerSecond: rate }: SendingRules): [key: string, values: Record<string, string | number>] {
  const bounded = hours !== null && hours.from !== hours.to;
  return [`sending.rules.${bounded ? 'hours' : 'anyHour'}${rate === null ? '' : 'Capped'}`, { ...(bounded && hours), ...(rate !== null && { rate }) }];
}

export function useSendingWords(): { liveOf(status: SyncStatus): Live; whyOf(reason: string | null): string | null; rulesOf(status: SyncStatus): string } {
  const { t, te, d } = useI18n();
  const whyOf = (reason: string | null): string | null => (reason === null ? null : t(te(`sending.why.${reason}`) ? `sending.why.${reason}` : 'sending.why.refused'));
  const pendingText = ({ reason, codeUntil }: NonNullable<SyncStatus['hub']>): string | null =>
    ((reason === 'station.pending' || reason === null) && codeUntil !== null ? t('sending.live.pendingText', { time: d(new Date(codeUntil), 'moment') }) : whyOf(reason));
  const liveOf = ({ hub, paused, sending, outsideHours, counts }: SyncStatus): Live => {
    if (!hub) return { kind: 'warning', title: t('sending.live.none'), text: t('sending.live.noneText') };
    if (hub.state === 'pending') return { kind: 'info', title: t('sending.live.pending'), text: pendingText(hub) };
    if (hub.state === 'blocked') return { kind: 'danger', title: t('sending.live.blocked'), text: whyOf(hub.reason) };
    if (paused) return { kind: 'warning', title: t('sending.live.paused'), text: t('sending.live.pausedText') };
    if (sending) return { kind: 'info', title: t('sending.live.sending'), text: null };
    if (hub.attempts > 0) return { kind: 'warning', title: t('sending.live.waiting'), text: whyOf(hub.reason) };
    if (outsideHours && counts.waiting > 0) return { kind: 'info', title: t('sending.live.outsideHours'), text: null };
    return counts.waiting > 0 ? { kind: 'info', title: t('sending.live.waiting'), text: whyOf(hub.reason) } : { kind: 'success', title: t('sending.live.idle'), text: null };
  };
  const rulesOf = ({ rules }: SyncStatus): string => t(...rulesText(rules));
  return { liveOf, whyOf, rulesOf };
}
