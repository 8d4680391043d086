/** The border of a worker: only `{ code, values }` leaves it as an error (see core/errors.ts), on both sides of comlink. */
import { CodedError, errorCodes, toCodedError, type ErrorCode, type ErrorValues } from '../../core/errors.ts';

export type CrossingError = { code: ErrorCode; values: ErrorValues };

type Methods = Record<string, (...args: never[]) => Promise<unknown>>;

/** Worker side. comlink would send an Error's text and stack, so a plain object is thrown instead. */
export function withCodedErrors<Api extends Methods>(api: Api): Api {
  const guarded = Object.entries(api).map(([name, method]) => [
    name,
    async (...args: never[]) => {
      try {
        return await method(...args);
      } catch (thrown) {
        const { code, values } = toCodedError(thrown);
        throw { code, values } satisfies CrossingError;
      }
    },
  ]);
  return Object.fromEntries(guarded) as Api;
}

/** Window side: what came over, as the error it was. */
export function codedErrorOf(thrown: unknown): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const { code, values } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Partial<CrossingError>;
  const known = errorCodes.find((c) => c === code);
  return known ? new CodedError(known, values ?? {}) : new CodedError('internal', {}, { cause: thrown });
}
