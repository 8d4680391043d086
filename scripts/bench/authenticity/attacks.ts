/** What is put before the camera, and how it stands there. Genuine documents pass the same camera, lights and distances. */
import type { Quad } from '../../../core/frame.ts';
import { frameSize, poseQuad, type Random } from '../quality/compose.ts';
import type { Light, Shot, Surface } from './camera.ts';
import { display, framed, grayCopy, halftone, original, type Display, type Sheet } from './surfaces.ts';

export type Attack = {
  name: string;
  /** `light front`, `framed`: kept out of the sums, which stay comparable; each has a row of its own. */
  group: 'untouched' | 'untouched near' | 'gray' | 'screen' | 'print' | 'light front' | 'framed';
  /** Pictures a document. */
  count: number;
  surface(sheet: Sheet, random: Random): Surface;
  /** Twice the pixels of a webcam, and nearer. */
  big?: boolean;
  /** Only the first so many documents; all when left out. */
  sheets?: number;
};

/** ISO/IEC 7810 sizes, mm. */
const passport = { width: 125, height: 88 };
const card = { width: 85.6, height: 53.98 };
export const sheets = [
  ['passport-front', passport], ['passport-blonde-front', passport], ['passport-smiling-front', passport], ['id-card-front', card], ['id-card-back', card],
  ['driving-licence-front', card], ['residence-permit-front', card], ['student-card-front', card],
] as const;

const between = (random: Random, [low, high]: readonly [number, number]): number => low + (high - low) * random();
const one = <T>(random: Random, of: readonly T[]): T => of[Math.floor(of.length * random())]!;
const tones: readonly Light[] = [[0.02, 0.02, 0.025], [0.3, 0.16, 0.07], [0.25, 0.26, 0.25], [0.62, 0.62, 0.6]];

/** Pixel pitch, how wide a document is shown on it and what is left of the display around it, mm. */
const displays = [
  { name: 'telephone OLED 450 ppi', layout: 'pentile', pitch: 25.4 / 450, shown: [60, 66], margin: [2, 4], bezel: [2, 5] },
  { name: 'telephone LCD 326 ppi', layout: 'stripe', pitch: 25.4 / 326, shown: [54, 58], margin: [2, 4], bezel: [3, 8] },
  { name: 'tablet 264 ppi', layout: 'stripe', pitch: 25.4 / 264, shown: [110, 150], margin: [5, 40], bezel: [8, 20] },
  { name: 'laptop 160 ppi', layout: 'stripe', pitch: 25.4 / 160, shown: [120, 220], margin: [20, 80], bezel: [6, 15] },
  { name: 'laptop 127 ppi', layout: 'stripe', pitch: 25.4 / 127, shown: [120, 220], margin: [20, 80], bezel: [6, 15] },
  { name: 'monitor 109 ppi', layout: 'stripe', pitch: 25.4 / 109, shown: [120, 260], margin: [40, 120], bezel: [8, 20] },
  { name: 'monitor 92 ppi', layout: 'stripe', pitch: 25.4 / 92, shown: [120, 260], margin: [40, 120], bezel: [8, 20] },
] as const;

/** Panels: contrast 1:500 to 1:2000 before the glass throws light back; white from 5700 to 9300 K against the picture's 6500 K; a viewer's ground black, gray or white. */
const displayOf = (row: (typeof displays)[number], random: Random): Display => ({
  layout: row.layout, pitch: row.pitch, fill: between(random, [0.7, 0.9]), shownWidth: between(random, row.shown), margin: between(random, row.margin), bezel: between(random, row.bezel),
  gamma: between(random, [0.9, 1.15]), white: one(random, [[1, 1, 1], [0.92, 0.98, 1.1], [1.06, 1, 0.9]] as const) as Light, black: between(random, [0.0005, 0.002]),
  ground: one(random, [0, 0.02, 0.6, null]), tone: one(random, tones), room: one(random, tones),
  glass: { haze: between(random, [0.002, 0.03]), patch: random() < 0.5 ? 0 : between(random, [0.02, 0.2]), atX: random(), atY: random(), wide: between(random, [10, 50]) },
});

export const attacks: readonly Attack[] = [
  { name: 'untouched', group: 'untouched', count: 3, surface: (s, r) => original(s, one(r, tones)) },
  { name: 'untouched, near', group: 'untouched near', count: 1, big: true, surface: (s, r) => original(s, one(r, tones)) },
  { name: 'gray copy', group: 'gray', count: 3, surface: (s, r) => grayCopy(s, one(r, tones), between(r, [0.8, 1.8]), [1, between(r, [0.97, 1]), between(r, [0.93, 1])]) },
  ...displays.flatMap((row): Attack[] => {
    const surface: Attack['surface'] = (s, r) => display(s, displayOf(row, r));
    return [{ name: `screen: ${row.name}`, group: 'screen', count: 1, surface }, { name: `screen: ${row.name}, near`, group: 'screen', count: 1, surface, big: true, sheets: 3 }];
  }),
  { name: 'print 85 lpi', group: 'print', count: 1, big: true, sheets: 3, surface: (s, r) => halftone(s, one(r, tones), 85) },
  { name: 'print 133 lpi', group: 'print', count: 1, big: true, sheets: 3, surface: (s, r) => halftone(s, one(r, tones), 133) },
  // Last, so that the pictures above keep their random numbers. A white tablet, a silver laptop: the black around the panel is a rim of 1 to 2 mm.
  ...([['tablet, white front', displays[2], 0.7], ['laptop, silver front', displays[4], 0.45]] as const).map(([name, row, tone]): Attack => ({
    name: `screen: ${name}`, group: 'light front', count: 1, sheets: 4, surface: (s, r) => display(s, { ...displayOf(row, r), front: { tone, rim: between(r, [1, 2]) } }),
  })),
  // Genuine, and dark all around: reflectances of black leather, and of the dark red or blue of a passport's cover, which stands out by a millimetre or two on three sides.
  { name: 'untouched, in a black sleeve', group: 'framed', count: 1, sheets: 4, surface: (s, r) => framed(s, one(r, tones), [0.04, 0.04, 0.04], [between(r, [4, 8]), between(r, [4, 8]), between(r, [4, 8]), between(r, [4, 8])]) },
  { name: 'untouched, on its cover', group: 'framed', count: 1, sheets: 4, surface: (s, r) => framed(s, one(r, tones), one(r, [[0.07, 0.02, 0.025], [0.02, 0.025, 0.06]] as const) as Light, [0, between(r, [1, 2.5]), between(r, [1, 2.5]), between(r, [1, 2.5])]) },
];

/** Any light of an office, a lamp, a window; two of them from two sides in three of ten pictures. */
const lamps: readonly Light[] = [[1, 1, 1], [1.25, 1, 0.62], [0.88, 1, 1.18], [1.1, 1, 0.8], [0.95, 1.05, 0.9]];

export function shotOf(sheet: Surface, attack: Attack, random: Random): Shot {
  const factor = attack.big ? 2 : random() < 0.5 ? 1 : 1.5;
  const pose = { coverage: between(random, attack.big ? [0.5, 0.7] : [0.28, 0.62]), tilt: 10 * random(), rotation: 24 * (random() - 0.5), shift: { x: 0.05 * (random() - 0.5), y: 0.04 * (random() - 0.5) } };
  const quad = poseQuad(sheet.width / sheet.height, pose, random() * Math.PI).map((p) => ({ x: p.x * factor, y: p.y * factor })) as Quad;
  const lamp = one(random, lamps);
  const other = random() < 0.3 ? one(random, lamps) : lamp;
  const mixed = lamp.map((v, c) => 0.65 * v + 0.35 * other[c]!) as Light;
  // A room is darker than the display in it.
  const room = sheet.panel ? between(random, [0.05, 0.7]) : 1;
  return {
    width: frameSize.width * factor, height: frameSize.height * factor, quad, lens: between(random, [0.25, 0.45]),
    lightLeft: lamp.map((v) => room * v) as Light, lightRight: mixed.map((v) => room * v) as Light,
    white: sheet.panel ? [1, 1, 1] : (lamp.map((v, c) => (v + mixed[c]!) / 2) as Light), balance: between(random, [0.5, 1]),
    fullWell: between(random, [4000, 12000]), sharpening: random() < 0.5 ? 0 : 1, jpegQuality: Math.round(between(random, [80, 95])), exposure: between(random, sheet.panel ? [0.6, 0.95] : [0.75, 1]),
  };
}