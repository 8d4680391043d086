import { expect, test } from 'vitest';
import { cameraUse } from './camera-use.ts';

test('of a use the lowest rate is told, not the last one, and the next begins anew', () => {
  const use = cameraUse();
  for (const rate of [null, 29.5, 6.2, 30]) use.saw(rate);
  expect(use.end(null)).toEqual({ fault: null, rate: 6.2 });
  use.saw(28);
  expect(use.end(null)).toEqual({ fault: null, rate: 28 });
});

test('a fault is told with what was seen until then; a camera that was closed at once says nothing', () => {
  const use = cameraUse();
  use.saw(6.2);
  expect(use.end('camera.unplugged')).toEqual({ fault: 'camera.unplugged', rate: 6.2 });
  expect(use.end(null)).toBeNull();
  expect(use.end('camera.busy')).toEqual({ fault: 'camera.busy', rate: null });
});
