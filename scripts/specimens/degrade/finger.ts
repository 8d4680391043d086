/** Fingers that hold the document and cover part of it. Widths after the breadth of adult fingers (about 16..22 mm for a thumb). */
import type { Frame } from '../../../core/frame.ts';
import { pixelsOf, toFrame } from '../raster.ts';
import { defineDegradation, type Place } from './degradation.ts';

type Skin = { light: string; dark: string; nail: string | null };
/** Six tones after the Fitzpatrick types, and two gloves. */
export const skins = {
  I: { light: '#f6d7c6', dark: '#d9a78f', nail: '#f3c3b8' }, II: { light: '#ecc3a4', dark: '#c98f6d', nail: '#eab7a4' },
  III: { light: '#d9a47c', dark: '#ad7449', nail: '#dba98c' }, IV: { light: '#b67c52', dark: '#855330', nail: '#c49073' },
  V: { light: '#835536', dark: '#55331d', nail: '#a97c62' }, VI: { light: '#553625', dark: '#301c12', nail: '#8c6350' },
  nitrile: { light: '#5f86c8', dark: '#37589a', nail: null }, latex: { light: '#efe6cf', dark: '#c7b995', nail: null },
} as const satisfies Record<string, Skin>;
export type SkinName = keyof typeof skins;

/** Tip at (x, y) page mm, pointing along `degrees`, coming from outside. */
export type Finger = { x: number; y: number; degrees: number; widthMm: number; skin: SkinName };

function fingerSvg({ x, y, degrees, widthMm: w, skin }: Finger, id: number, place: Place): string {
  const { light, dark, nail } = skins[skin];
  const tip = place.toPicture({ x, y });
  const s = place.pixelsPerMm;
  const body = `M${-w / 2} ${w * 5.5}C${-w * 0.56} ${w * 3} ${-w * 0.46} ${w * 2.4} ${-w * 0.5} ${w * 1.5}C${-w * 0.55} ${w * 0.8} ${-w * 0.5} 0 0 0C${w * 0.5} 0 ${w * 0.55} ${w * 0.8} ${w * 0.5} ${w * 1.5}C${w * 0.46} ${w * 2.4} ${w * 0.56} ${w * 3} ${w / 2} ${w * 5.5}Z`;
  const nailPath = nail ? `<path d="M${-w * 0.3} ${w * 0.75}C${-w * 0.32} ${w * 0.2} ${-w * 0.15} ${w * 0.07} 0 ${w * 0.07}C${w * 0.15} ${w * 0.07} ${w * 0.32} ${w * 0.2} ${w * 0.3} ${w * 0.75}C${w * 0.2} ${w * 0.95} ${-w * 0.2} ${w * 0.95} ${-w * 0.3} ${w * 0.75}Z" fill="${nail}" stroke="${dark}" stroke-opacity=".5" stroke-width="${w * 0.02}"/><path d="M${-w * 0.14} ${w * 0.2}V${w * 0.55}" stroke="#fff" stroke-opacity=".4" stroke-width="${w * 0.06}" stroke-linecap="round"/>` : '';
  const folds = [1.45, 1.55, 2.9, 3.02].map((v) => `<path d="M${-w * 0.3} ${w * v}Q0 ${w * (v + 0.08)} ${w * 0.3} ${w * v}" fill="none" stroke="${dark}" stroke-opacity=".45" stroke-width="${w * 0.025}"/>`).join('');
  return `<g transform="translate(${tip.x} ${tip.y}) rotate(${degrees}) scale(${s})">
    <linearGradient id="s${id}" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="${dark}"/><stop offset=".35" stop-color="${light}"/><stop offset=".7" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></linearGradient>
    <path d="${body}" transform="translate(1.2 1.6)" fill="#000" fill-opacity=".35" filter="url(#soft)"/>
    <path d="${body}" fill="url(#s${id})"/>${folds}${nailPath}</g>`;
}

export function withFingers(picture: Frame, place: Place, fingers: readonly Finger[]): Promise<Frame> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${picture.width}" height="${picture.height}"><filter id="soft" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${1.2}"/></filter>${fingers.map((f, i) => fingerSvg(f, i, place)).join('')}</svg>`;
  return toFrame(pixelsOf(picture).composite([{ input: Buffer.from(svg) }]));
}

export const finger = defineDegradation({
  name: 'finger',
  levels: [{ reachMm: 6, fingers: 1, skin: 'III' }, { reachMm: 20, fingers: 1, skin: 'V' }, { reachMm: 32, fingers: 3, skin: 'II' }],
  light: ({ reachMm, fingers, skin }, picture, place) => {
    const { width, height } = place.page;
    return withFingers(picture, place, Array.from({ length: fingers }, (_, i) => ({ x: width - reachMm + 4 * i, y: height * 0.42 + i * 17, degrees: -82 + 4 * i, widthMm: 16 + i, skin: skin as SkinName })));
  },
});
