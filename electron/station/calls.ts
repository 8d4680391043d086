/** Every call walks through here: known name, parsed input, allowed role, and whatever is thrown becomes a code. */
import { contract, type Envelope, type StationCall } from '../../core/contract.ts';
import { CodedError } from '../../core/errors.ts';
import type { Handler } from './handlers/handler.ts';
import { handlers } from './handlers/index.ts';
import { placeOf } from './log.ts';
import { driverCode, mapStoreError } from './store/errors.ts';
import type { Station } from './station.ts';

/** Chosen: what a clerk notices. */
const slowMs = 1000;

export async function answer(station: Station, name: unknown, input: unknown): Promise<Envelope<unknown>> {
  const startedMs = performance.now();
  const known = isCallName(name) ? name : null;
  try {
    if (known === null) throw new CodedError('call.unknown');
    const value = await handle(station, known, input);
    const ms = Math.round(performance.now() - startedMs);
    if (ms > slowMs) station.tools.log('call.slow', { call: known, ms });
    return { ok: true, value };
  } catch (thrown) {
    const coded = mapStoreError(thrown);
    station.tools.log('call.failed', {
      call: known ?? 'unknown', code: coded.code, driver: driverCode(thrown) ?? 'none',
      ...(coded.code === 'internal' && { where: placeOf(thrown) ?? 'unknown' }),
    });
    return { ok: false, error: { code: coded.code, values: coded.values } };
  } finally {
    station.anchor();
  }
}

async function handle(station: Station, name: StationCall, input: unknown): Promise<unknown> {
  const parsed = contract[name].input.safeParse(input);
  // Which key was wrong may be told, what stood in it may not.
  if (!parsed.success) throw new CodedError('input.invalid', { place: placeIn(parsed.error.issues[0]?.path ?? []) });
  // The table's own type ties name, input and output together; here only the name is known.
  const handler = handlers[name] as unknown as Handler<StationCall>;
  if (handler.who !== 'anyone') {
    station.open();
    const { role } = station.session.needed();
    if (!handler.who.includes(role)) throw new CodedError('operator.not-allowed');
  }
  // Also what anybody may call: while a customer is served nobody asks for another case.
  if (station.session.operator()?.role === 'customer') needOwnCase(station, parsed.data);
  if (handler.activity !== false) station.session.touch();
  return handler.handle(station, parsed.data as never);
}

/** Every case a customer's call names is the one they began; nothing of anybody else is theirs. */
function needOwnCase(station: Station, input: unknown): void {
  if (typeof input === 'object' && input !== null && 'caseId' in input && input.caseId !== station.visits.caseId()) throw new CodedError('operator.not-allowed');
}

/** Own keys of the contract are short words; a key from outside is left out. */
function placeIn(path: readonly PropertyKey[]): string {
  return path.map(String).filter((part) => /^[A-Za-z0-9]{1,30}$/.test(part)).slice(0, 4).join('.');
}

/** Calls that the host answers itself are none of the station's. */
function isCallName(name: unknown): name is StationCall {
  return typeof name === 'string' && Object.hasOwn(handlers, name);
}
