/** The one door from the window to the station: who may knock, with what. Pure: ipc.ts hangs it into Electron. */
import { contract, type CallName, type Envelope } from '../core/contract.ts';
import { CodedError, toCodedError, type ErrorCode } from '../core/errors.ts';
import { isTooLarge } from './input-size.ts';
import { isOurs } from './origin.ts';

/** The frame that sent the call; null when it is gone already. */
export type Sender = { url: string; isOurMainFrame: boolean } | null;

export type Forward = (name: CallName, input: unknown) => Promise<Envelope<unknown>>;

export async function answerCall(sender: Sender, name: unknown, input: unknown, forward: Forward): Promise<Envelope<unknown>> {
  try {
    if (!mayCall(sender)) throw new CodedError('call.forbidden');
    if (!isCallName(name)) throw new CodedError('call.unknown');
    if (isTooLarge(input)) throw new CodedError('input.too-large');
    return await forward(name, input);
  } catch (thrown) {
    const { code, values } = toCodedError(thrown);
    return { ok: false, error: { code, values } };
  }
}

export function failure(code: ErrorCode): Envelope<never> {
  return { ok: false, error: { code, values: {} } };
}

/** An empty address is refused as well: a frame that has not committed a page yet has one. */
export function mayCall(sender: Sender): boolean {
  return sender !== null && sender.isOurMainFrame && isOurs(sender.url);
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(contract, name);
}
