import { expect, it } from 'vitest';
import { cameraSizes } from './camera-sizes.ts';

function storage(): Storage {
  const held = new Map<string, string>();
  return { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, value: string) => void held.set(key, value) } as Storage;
}
const large = { width: 3840, height: 2160 };

it('the next page of the window knows what the one before found out, until devices change', () => {
  const kept = storage();
  cameraSizes(kept).set('camera', large);
  const next = cameraSizes(kept);
  expect([next.has('camera'), next.get('camera'), next.has(null)]).toEqual([true, large, false]);
  next.clear();
  expect(cameraSizes(kept).has('camera')).toBe(false);
});

it.each(['no JSON', '[["camera",{"width":-1,"height":2}]]', '{}'])('what is not its own is not believed: %s', (text) => {
  const kept = storage();
  kept.setItem('document-camera-sizes', text);
  expect(cameraSizes(kept).has('camera')).toBe(false);
});

it('without a storage it remembers for the page', () => {
  const sizes = cameraSizes(null);
  sizes.set(null, large);
  expect(sizes.get(null)).toEqual(large);
});
