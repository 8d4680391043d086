/** Calls back after a time without any hand on keyboard or screen, and shortly before, so that the time can be extended, as often as wanted (WCAG 2.2.1). */
import { onScopeDispose, ref, type Ref } from 'vue';

/** Sent by whoever knows that somebody is there without a hand on the screen. */
export const presenceSign = 'vestibule-presence';
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', presenceSign] as const;
/** Warned this long before, s. WCAG 2.2.1 asks for at least 20 s. */
export const warningSeconds = 20;
/** A hand on the screen is told to the station this often at most, ms. Chosen: well below the shortest idle time of a policy (30 s). */
export const signEveryMs = 5_000;

export type IdleOptions = {
  seconds: () => number;
  onIdle: () => void;
  /** Somebody is there; told at most every `signEveryMs`. */
  onSign?: () => void;
  target?: EventTarget;
};

/** @returns seconds left while the warning stands, else null. */
export function useIdle({ seconds, onIdle, onSign, target = window }: IdleOptions): Ref<number | null> {
  const left = ref<number | null>(null);
  let last = Date.now();
  let told = 0;
  const reset = (): void => { last = Date.now(); left.value = null; };
  const touch = (): void => {
    reset();
    if (last - told < signEveryMs) return;
    told = last;
    onSign?.();
  };
  for (const sign of signs) target.addEventListener(sign, touch, { passive: true, capture: true });
  const timer = setInterval(() => {
    const remaining = seconds() - (Date.now() - last) / 1000;
    left.value = remaining <= warningSeconds ? Math.max(0, Math.ceil(remaining)) : null;
    if (remaining <= 0) { reset(); onIdle(); }
  }, 500);
  onScopeDispose(() => {
    clearInterval(timer);
    for (const sign of signs) target.removeEventListener(sign, touch, { capture: true });
  });
  return left;
}
