/** Too little light, too much, and a shadow across. */
import { lightOf, valueOf } from '../camera.ts';
import { mapped } from '../raster.ts';
import { defineDegradation } from './degradation.ts';

/** Exposure is the share of the light of a good picture; few electrons make the noise. */
export const dark = defineDegradation({
  name: 'dark',
  levels: [{ exposure: 0.3 }, { exposure: 0.1 }, { exposure: 0.006 }],
  sensor: ({ exposure }) => ({ exposure, fullWell: 5000 }),
});

export const blown = defineDegradation({
  name: 'blown',
  levels: [{ exposure: 1.6 }, { exposure: 3 }, { exposure: 6 }],
  sensor: ({ exposure }) => ({ exposure }),
});

/** A half plane in shade, its edge soft over `penumbraMm`. */
export const shadow = defineDegradation({
  name: 'shadow',
  levels: [{ light: 0.6, penumbraMm: 14 }, { light: 0.3, penumbraMm: 8 }, { light: 0.1, penumbraMm: 4 }],
  light: ({ light, penumbraMm }, picture, { toPage, page }) => mapped(picture, (rgb, x, y) => {
    const p = toPage({ x, y });
    const distance = (p.x - page.width * 0.55) * 0.86 + (p.y - page.height * 0.5) * 0.5;
    const t = Math.min(1, Math.max(0, distance / penumbraMm + 0.5));
    const factor = light + (1 - light) * (1 - t * t * (3 - 2 * t));
    for (let c = 0; c < 3; c += 1) rgb[c] = valueOf(lightOf(Math.round(rgb[c]!)) * factor);
  }),
});
