import type { CallInput, CallOutput, Role, StationCall } from '../../../core/contract.ts';
import type { Station } from '../station.ts';

export type Handler<Name extends StationCall> = {
  /** Roles that may call it; `anyone`: also without a session. */
  who: readonly Role[] | 'anyone';
  /** False for what a screen asks by itself: it does not count as somebody being there. Default true. */
  activity?: boolean;
  handle(station: Station, input: CallInput<Name>): CallOutput<Name> | Promise<CallOutput<Name>>;
};

export type Handlers<Name extends StationCall = StationCall> = { [N in Name]: Handler<N> };

export const staff = ['clerk', 'supervisor'] as const satisfies readonly Role[];
export const everyone = ['clerk', 'supervisor', 'auditor'] as const satisfies readonly Role[];
export const supervisors = ['supervisor'] as const satisfies readonly Role[];
/** Who answers for the station: reads the trail, records and figures. */
export const overseers = ['supervisor', 'auditor'] as const satisfies readonly Role[];
