/** Where one is, told to those who do not see it: after a change of screen the pressed button is gone and nothing would have the focus. */
import { nextTick, watch, type WatchSource } from 'vue';

/** Puts the focus on the heading of the new screen, unless something on it took it (a field that is typed into). Nothing at the first one. */
export function useHeadingFocus(host: Readonly<{ value: HTMLElement | null }>, screen: WatchSource<unknown>): void {
  watch(screen, async () => {
    await nextTick();
    if (host.value?.contains(document.activeElement)) return;
    const heading = host.value?.querySelector<HTMLElement>('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  });
}
