import type { CallInput, CallOutput, Role, SessionRole, StationCall } from '../../../core/contract.ts';
import type { Station } from '../station.ts';

export type Handler<Name extends StationCall> = {
  /** Roles that may call it; `anyone`: also without a session. A customer names their own case or none: calls.ts. */
  who: readonly SessionRole[] | 'anyone';
  /** False for what a screen asks by itself: it does not count as somebody being there. Default true. */
  activity?: boolean;
  handle(station: Station, input: CallInput<Name>): CallOutput<Name> | Promise<CallOutput<Name>>;
};

export type Handlers<Name extends StationCall = StationCall> = { [N in Name]: Handler<N> };

export const staff = ['clerk', 'supervisor'] as const satisfies readonly Role[];
export const everyone = ['clerk', 'supervisor', 'auditor'] as const satisfies readonly Role[];
export const supervisors = ['supervisor'] as const satisfies readonly Role[];
/** Who walks a case: staff, and in self-service the customer alone, in their own. */
export const serving = ['clerk', 'supervisor', 'customer'] as const satisfies readonly SessionRole[];
/** Who answers for the station: reads the trail, records and figures. */
export const overseers = ['supervisor', 'auditor'] as const satisfies readonly Role[];
