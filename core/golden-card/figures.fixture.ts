import type { GoldenFigures, Sharpness } from './figures.ts';
import { places, zones } from './layout.ts';

/** A good ID-1 card under a good camera, and what is otherwise. */
export function goldenFigures(otherwise: Partial<GoldenFigures> = {}): GoldenFigures {
  return {
    card: { size: 'id-1', serial: 0x3f9a2c }, picture: { width: 1920, height: 1080 }, dpi: 240, sharpness: evenSharpness(2.4),
    paperLevel: 215, burntPercent: 0, blackPercent: 7, shadingPercent: 9, whiteBalance: { redToGreen: 1.01, blueToGreen: 0.98, chroma: 1.5 }, noise: { levels: 0.9, decibels: 47 },
    geometry: { residualPercent: 0.1, radialPercent: -1 }, glare: Object.fromEntries(zones.map((z) => [z, 0])) as GoldenFigures['glare'], lamps: [],
    ...otherwise,
  };
}

export function evenSharpness(linePairsPerMm: number): GoldenFigures['sharpness'] {
  const value: Sharpness = { linePairsPerMm, cyclesPerPixel: (linePairsPerMm * 25.4) / 240 };
  return places.map((place) => ({ place, horizontal: value, vertical: value }));
}
