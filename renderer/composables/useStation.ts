/** The one way from the window to the station: names and shapes from core/contract.ts, answers parsed, errors as CodedError. */
import { contract, events, type CallInput, type CallName, type CallOutput, type EventName } from '../../core/contract.ts';
import { CodedError, errorTexts, type ErrorCode } from '../../core/errors.ts';
import type { VestibuleDoor } from '../env.d.ts';

const door = (): VestibuleDoor => (window as unknown as { vestibule: VestibuleDoor }).vestibule;

/** @throws CodedError with the station's code; `internal` when the answer has not the agreed shape. */
export async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const answer = await door().call(name, input);
  if (!answer.ok) throw new CodedError(knownCode(answer.error.code), answer.error.values);
  const parsed = contract[name].output.safeParse(answer.value);
  if (!parsed.success) throw new CodedError('internal', { call: name });
  return parsed.data as CallOutput<Name>;
}

/** @returns a function that stops listening. */
export function on(name: EventName, listener: (payload: unknown) => void): () => void {
  return door().on(name, (payload) => {
    const parsed = events[name].safeParse(payload);
    if (parsed.success) listener(parsed.data);
  });
}

const knownCode = (code: string): ErrorCode => (code in errorTexts ? (code as ErrorCode) : 'internal');
