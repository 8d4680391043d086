/** Calls back after a time without any hand on keyboard or screen, and shortly before, so that the time can be extended (WCAG 2.2.1). */
import { onScopeDispose, ref, type Ref } from 'vue';

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
/** Warned this long before, s. WCAG 2.2.1 asks for at least 20 s. */
export const warningSeconds = 20;

/** @returns seconds left while the warning stands, else null. */
export function useIdle(seconds: () => number, onIdle: () => void, target: EventTarget = window): Ref<number | null> {
  const left = ref<number | null>(null);
  let last = Date.now();
  const touch = (): void => { last = Date.now(); left.value = null; };
  for (const sign of signs) target.addEventListener(sign, touch, { passive: true, capture: true });
  const timer = setInterval(() => {
    const remaining = seconds() - (Date.now() - last) / 1000;
    left.value = remaining <= warningSeconds ? Math.max(0, Math.ceil(remaining)) : null;
    if (remaining <= 0) { touch(); onIdle(); }
  }, 500);
  onScopeDispose(() => {
    clearInterval(timer);
    for (const sign of signs) target.removeEventListener(sign, touch, { capture: true });
  });
  return left;
}
