import { effectScope, nextTick } from 'vue';
import { expect, it } from 'vitest';
import { useBattery } from './useBattery.ts';

const batteryOf = (level: number, charging: boolean) => Object.assign(new EventTarget(), { level, charging });
async function told(battery: unknown) {
  const scope = effectScope();
  const percent = scope.run(() => useBattery({ getBattery: () => Promise.resolve(battery) }))!;
  await nextTick();
  await nextTick();
  return { percent, scope };
}

it('speaks when little is left and nothing charges', async () => {
  expect((await told(batteryOf(0.19, false))).percent.value).toBe(19);
  expect((await told(batteryOf(0.19, true))).percent.value).toBeNull();
  expect((await told(batteryOf(0.5, false))).percent.value).toBeNull();
});

it('follows the battery as it empties', async () => {
  const battery = batteryOf(0.5, false);
  const { percent, scope } = await told(battery);
  battery.level = 0.1;
  battery.dispatchEvent(new Event('levelchange'));
  expect(percent.value).toBe(10);
  scope.stop();
  battery.level = 0.05;
  battery.dispatchEvent(new Event('levelchange'));
  expect(percent.value).toBe(10);
});

it('says nothing where the system tells nothing', () => {
  expect(effectScope().run(() => useBattery({}))!.value).toBeNull();
});
