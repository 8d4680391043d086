/** What every answer over the door must be, whatever was asked. */
import { contract, type CallName, type SessionRole } from '../../../core/contract.ts';
import { errorTexts } from '../../../core/errors.ts';
import { handlers } from '../../../electron/station/handlers/index.ts';
import { marker } from './twist.ts';

export type Standing = { state: 'setup' | 'locked' | 'ready'; role: SessionRole | null };

/** @returns what is wrong, in words; null: nothing. */
export function faultOf(name: unknown, answer: unknown, { state, role }: Standing): string | null {
  if (typeof answer !== 'object' || answer === null) return 'the answer is no envelope';
  const { ok, value, error } = answer as { ok?: unknown; value?: unknown; error?: { code?: unknown; values?: unknown } };
  if (ok === true) {
    if (!isCall(name)) return 'a call outside the contract was answered';
    const { who } = handlers[name as keyof typeof handlers] ?? { who: 'anyone' };
    if (who !== 'anyone' && (state !== 'ready' || role === null)) return `answered although the station is ${state} and ${role ?? 'nobody'} is logged in`;
    if (who !== 'anyone' && !(who as readonly string[]).includes(role!)) return `answered to a ${role}`;
    return contract[name].output.safeParse(value).success ? null : 'the answer does not fit the contract';
  }
  if (ok !== false || typeof error?.code !== 'string' || !Object.hasOwn(errorTexts, error.code)) return `the error is none of the family: ${JSON.stringify(error)?.slice(0, 200)}`;
  if (error.code === 'internal') return 'internal: something was thrown that nobody expected';
  if (error.code === 'store.corrupt' || error.code === 'store.failed') return `${error.code}: an input must not do that`;
  if (!isCall(name) && error.code !== 'call.unknown' && error.code !== 'call.forbidden') return `an unknown call was told ${error.code}`;
  if (JSON.stringify(error.values ?? {}).includes(marker)) return 'the error repeats what was sent';
  return null;
}

const isCall = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(contract, name);
