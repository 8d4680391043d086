import { describe, expect, it } from 'vitest';
import { dataMapOf } from './needed-data.ts';
import type { Proof } from './proof.ts';
import { washedOut } from './washed-out.ts';

const [width, height] = [480, 304];
const lamp = { x: 200, y: 130, width: 48, height: 40 };
const under = (x: number, y: number) => x >= lamp.x && x < lamp.x + lamp.width && y >= lamp.y && y < lamp.y + lamp.height;
/** Strokes all over the page on paper of 240, `ink` as dark as is said; a highlight wiped them out where the lamp is. */
function page(ink: (x: number, y: number) => number, paper: (x: number, y: number) => number = () => 240): Proof {
  const luma = Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return under(x, y) ? 255 : x % 6 < 2 && y % 16 < 10 ? ink(x, y) : paper(x, y);
  });
  return { width, height, luma, chroma: new Float32Array(width * height), toSource: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
}
const hidden = Uint8Array.from({ length: width * height }, (_, i) => Number(under(i % width, Math.floor(i / width))));
const near = (x: number, y: number) => Math.abs(x - 224) < 50 && Math.abs(y - 150) < 45;
const count = (proof: Proof) => washedOut(proof, dataMapOf(proof, 1, hidden), hidden, [lamp]).reduce((sum, v) => sum + v, 0);

describe('washedOut', () => {
  it('counts print around a highlight that its bloom makes faint', () => expect(count(page((x, y) => (near(x, y) ? 190 : 30)))).toBeGreaterThan(40));
  it.each<[string, Proof]>([
    ['print as strong as elsewhere', page(() => 30)],
    ['grain', page((x, y) => (near(x, y) ? 232 : 30))],
    ['faint print on paper that no light falls on', page((x, y) => (near(x, y) ? 150 : 30), (x, y) => (near(x, y) ? 200 : 240))],
    ['faint print that does not hang together with the highlight', page((x) => (x > 400 ? 190 : 30))],
  ])('leaves %s alone', (_, proof) => expect(count(proof)).toBe(0));
});
