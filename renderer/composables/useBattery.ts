/** Battery of the computer, where the operating system tells (Battery Status API, which Chromium has and TypeScript's library does not). */
import { computed, onScopeDispose, ref, type ComputedRef } from 'vue';

type Battery = EventTarget & { level: number; charging: boolean };
type WithBattery = { getBattery?: () => Promise<Battery> };

/** Below this share of the battery somebody is told. Chosen: time for about one more customer. */
export const lowShare = 0.2;

/** @returns per cent left while it is low and not charging; null: nothing to tell, or it cannot be told. */
export function useBattery(from: unknown = navigator): ComputedRef<number | null> {
  const state = ref<{ level: number; charging: boolean } | null>(null);
  let battery: Battery | null = null;
  let gone = false;
  const look = (): void => { if (battery) state.value = { level: battery.level, charging: battery.charging }; };
  void (from as WithBattery).getBattery?.().then((found) => {
    if (gone) return;
    battery = found;
    for (const change of ['levelchange', 'chargingchange']) found.addEventListener(change, look);
    look();
  }).catch(() => undefined);
  onScopeDispose(() => {
    gone = true;
    for (const change of ['levelchange', 'chargingchange']) battery?.removeEventListener(change, look);
  });
  return computed(() => (state.value && !state.value.charging && state.value.level <= lowShare ? Math.round(state.value.level * 100) : null));
}
