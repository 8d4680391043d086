/** Vote of row P1.5: the file went through a picture editor, by its own notes, or its thumbnail shows something else than the picture. */
import { defineCheck, measured, notAssessed } from '../check.ts';
import { counter, fromOwnDevice } from '../vote.ts';
import type { Frame } from '../../frame.ts';

export const metadata = defineCheck({
  id: 'auth.metadata',
  subject: 'document',
  stages: ['capture'],
  lane: 'coach',
  concern: 'fraud',
  partOf: counter,
  artifacts: ['frame', 'pictureFile'],
  // By definition: any trace counts. Notes are easily removed and often harmless, so that they are never more than one weak vote of several.
  threshold: { limit: 0, direction: 'at-most', unit: 'traces' },
  strings: {
    failure: 'The file shows traces of a picture editor.',
    remedy: 'Staff must look at the document itself, not at the file.',
    note: 'One sign among several; must not accuse. Variants: editor (values.editor is its name), thumbnail (the small preview in the file differs).',
    variants: {
      editor: { failure: 'The file was saved by a picture editor ({editor}).', remedy: 'Staff must look at the document itself, not at the file.' },
      thumbnail: { failure: 'The small preview in the file shows something else.', remedy: 'Staff must look at the document itself, not at the file.' },
    },
  },
  measure({ frame, pictureFile }, context) {
    const own = fromOwnDevice(context);
    if (own) return own;
    if (!pictureFile) return notAssessed('file-unknown');
    const { traces, thumbnail } = pictureFile;
    const differs = thumbnail !== null && likeness(frame, thumbnail) < leastLikeness;
    const found = (traces.editor !== null ? 1 : 0) + (traces.editSteps > 0 ? 1 : 0) + (differs ? 1 : 0);
    return measured(found, [], { variant: differs ? 'thumbnail' : 'editor', editor: traces.editor ?? 'XMP', weight: differs ? 2 : 1 });
  },
});

/** Correlation of luminance on a coarse grid; a thumbnail of the same picture keeps 0.97 and more whatever its size and sharpening. Chosen. */
const leastLikeness = 0.85;
const grid = 24;

function likeness(a: Frame, b: Frame): number {
  const [x, y] = [gridOf(a), gridOf(b)];
  const mean = (v: Float64Array) => v.reduce((s, n) => s + n, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += (x[i]! - mx) * (y[i]! - my);
    xx += (x[i]! - mx) ** 2;
    yy += (y[i]! - my) ** 2;
  }
  // Two even areas are alike.
  return xx < 1 && yy < 1 ? 1 : xy / Math.sqrt(xx * yy + 1e-9);
}

/** Mean green of grid x grid cells. Black bars of a thumbnail (4:3 whatever the picture) are left out. */
function gridOf(frame: Frame): Float64Array {
  const { width, height, data } = frame;
  const bright = (x: number, y: number) => data[(y * width + x) * 4 + 1]! > 12;
  const row = (y: number) => { for (let x = 0; x < width; x += 3) if (bright(x, y)) return true; return false; };
  const column = (x: number) => { for (let y = 0; y < height; y += 3) if (bright(x, y)) return true; return false; };
  let [top, bottom, left, right] = [0, height - 1, 0, width - 1];
  while (top < bottom && !row(top)) top++;
  while (bottom > top && !row(bottom)) bottom--;
  while (left < right && !column(left)) left++;
  while (right > left && !column(right)) right--;
  const out = new Float64Array(grid * grid);
  const steps = 6;
  for (let i = 0; i < out.length; i++) {
    for (let k = 0; k < steps * steps; k++) {
      const x = left + Math.floor((((i % grid) + ((k % steps) + 0.5) / steps) / grid) * (right - left + 1));
      const y = top + Math.floor(((Math.floor(i / grid) + (Math.floor(k / steps) + 0.5) / steps) / grid) * (bottom - top + 1));
      out[i]! += data[(y * width + x) * 4 + 1]!;
    }
  }
  return out;
}
