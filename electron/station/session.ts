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

/** `onEnd` is told of every end: idle, log-out, and another operator who takes over; `onIdle` of the first, after it. Neither may throw. */
export function createSession(onIdle: (operator: Operator) => void, onEnd: (operator: Operator, idle: boolean) => void): Session {
  let now: { operator: Operator; idleSeconds: number } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const end = (idle = false): void => {
    clearTimeout(timer);
    if (now === null) return;
    const { operator: left } = now;
    now = null;
    onEnd(left, idle);
  };
  const wait = (): void => {
    clearTimeout(timer);
    if (now === null) return;
    timer = setTimeout(() => {
      const left = now;
      end(true);
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
      if (now !== null && now.operator.operatorId !== next.operatorId) end();
      now = { operator: next, idleSeconds };
      wait();
    },
    touch: () => {
      wait();
      return now?.idleSeconds ?? 0;
    },
    end: () => end(),
  };
}
