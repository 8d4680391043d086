/** Who is at the counter. Lives in this process only: after a restart somebody logs in again. */
import type { Operator } from '../../core/contract.ts';
import { CodedError } from '../../core/errors.ts';

export type Session = {
  /** null: nobody. */
  operator(): Operator | null;
  /** @throws CodedError session.needed */
  needed(): Operator;
  /** Still the same operator in the same role, after work that waited. @throws CodedError session.needed */
  still(operator: Operator): void;
  begin(operator: Operator, idleSeconds: number): void;
  touch(): number;
  end(): void;
};

/** `onIdle` is told after the session has ended. */
export function createSession(onIdle: (operator: Operator) => void): Session {
  let now: { operator: Operator; idleSeconds: number } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    if (now === null) return;
    timer = setTimeout(() => {
      const left = now;
      now = null;
      if (left) onIdle(left.operator);
    }, now.idleSeconds * 1000);
    timer.unref();
  };
  const operator = (): Operator | null => now?.operator ?? null;
  return {
    operator,
    needed: () => {
      if (now === null) throw new CodedError('session.needed');
      return now.operator;
    },
    still: ({ operatorId, role }) => {
      if (now?.operator.operatorId !== operatorId || now.operator.role !== role) throw new CodedError('session.needed');
    },
    begin: (next, idleSeconds) => {
      now = { operator: next, idleSeconds };
      wait();
    },
    touch: () => {
      wait();
      return now?.idleSeconds ?? 0;
    },
    end: () => {
      now = null;
      clearTimeout(timer);
    },
  };
}
