/** Calls of the contract that the main process answers itself; the station answers everything else. Pure. */
import { contract, hostCalls, type CallInput, type CallName, type CallOutput, type Envelope, type HostCall } from '../core/contract.ts';
import { CodedError, toCodedError } from '../core/errors.ts';
import type { Forward } from './door.ts';

export type HostAnswers<Names extends HostCall = HostCall> = { [Name in Names]: (input: CallInput<Name>) => Promise<CallOutput<Name>> };

export function withHostCalls(station: Forward, answers: HostAnswers): Forward {
  return async (name, input) => {
    if (!isHostCall(name)) return station(name, input);
    try {
      const parsed = contract[name].input.safeParse(input);
      if (!parsed.success) throw new CodedError('input.invalid');
      return { ok: true, value: await (answers[name] as (input: unknown) => Promise<unknown>)(parsed.data) };
    } catch (thrown) {
      const { code, values } = toCodedError(thrown);
      return { ok: false, error: { code, values } };
    }
  };
}

const isHostCall = (name: CallName): name is HostCall => (hostCalls as readonly string[]).includes(name);

/** @throws CodedError with the code of an answer that is none */
export function valueOf(answer: Envelope<unknown>): unknown {
  if (answer.ok) return answer.value;
  throw new CodedError(answer.error.code as CodedError['code'], answer.error.values);
}

/** A dialog of the operating system shows the disk: not to a customer who is alone with it, and never in a kiosk. @throws CodedError call.forbidden */
export async function needDialogs(station: Forward, locked: boolean): Promise<void> {
  const { mode } = contract['station.status'].output.parse(valueOf(await station('station.status', {})));
  if (locked || mode === 'self-service') throw new CodedError('call.forbidden');
}
