/** Where on a document of each format the needed data stand, and what of it a cover hides. The profile is data: one row a format. */
import type { PageFormat } from '../artifacts/document-types.ts';
import { formatSizes } from './format.ts';
import type { Surround } from './surround.ts';

export type ZoneName = 'mrz' | 'portrait' | 'text';
/** Shares of the page, from its top left corner in reading order. */
type Zone = { name: ZoneName; left: number; top: number; right: number; bottom: number };
type Profile = { zones: readonly Zone[]; /** Margin without needed data, share of the long side. */ rim: number };

/** A finger may hold this much of the border: 3.5 mm, about the print-free margin of ICAO 9303-4/-5 pages (2 mm) and a card's rounded corner (3.2 mm). Chosen, not measured. */
const rimMillimetres = 3.5;
const mrzMillimetres = 23.2; // ICAO 9303-3: height of the machine readable zone
const rimOf = (format: keyof typeof formatSizes): number => rimMillimetres / formatSizes[format].long;
const mrzOf = (format: keyof typeof formatSizes): Zone => ({ name: 'mrz', left: 0, top: 1 - mrzMillimetres / formatSizes[format].short, right: 1, bottom: 1 });
/** ICAO 9303-4 to -6: the portrait stands on the left; 9303-3: nominally 35 x 45 mm. Cards with the portrait on the right count as text. */
const portrait = (right: number, top: number, bottom: number): Zone => ({ name: 'portrait', left: 0, top, right, bottom });
const text: Zone = { name: 'text', left: 0, top: 0, right: 1, bottom: 1 };

/** The first zone that holds a place names it. Nothing says yet whether a card shows its front or its back, so its MRZ counts as text. */
const profiles: Record<PageFormat, Profile> = {
  'ID-1': { rim: rimOf('ID-1'), zones: [portrait(0.36, 0.2, 0.95), text] },
  'ID-2': { rim: rimOf('ID-2'), zones: [mrzOf('ID-2'), portrait(0.38, 0.15, 0.69), text] },
  'ID-3': { rim: rimOf('ID-3'), zones: [mrzOf('ID-3'), portrait(0.36, 0.12, 0.74), text] },
  A4: { rim: 0.02, zones: [text] },
  unknown: { rim: 0.03, zones: [text] },
};

export type Hidden = {
  /** Covered share of the page, not counting its free rim, 0..1. */
  dataShare: number;
  /** Covered share of each zone, 0..1. */
  zones: Partial<Record<ZoneName, number>>;
};

export function dataUnder({ width, height, margin }: Surround, mask: Uint8Array, format: PageFormat): Hidden {
  const { zones, rim } = profiles[format];
  if (!mask.includes(1)) return { dataShare: 0, zones: Object.fromEntries(zones.map((z) => [z.name, 0])) };
  const [across, down] = [width - 2 * margin, height - 2 * margin];
  // The page may stand upright in its quad: the rim is measured on its long side.
  const free = rim * Math.max(across, down);
  const all: Partial<Record<ZoneName, number>> = {};
  const under: Partial<Record<ZoneName, number>> = {};
  let hidden = 0;
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const name = zones.find((z) => x >= z.left * across && x < z.right * across && y >= z.top * down && y < z.bottom * down)!.name;
      all[name] = (all[name] ?? 0) + 1;
      if (mask[(y + margin) * width + x + margin] === 0 || Math.min(x, y, across - 1 - x, down - 1 - y) < free) continue;
      under[name] = (under[name] ?? 0) + 1;
      hidden++;
    }
  }
  const names = Object.keys(all) as ZoneName[];
  return { dataShare: hidden / (across * down), zones: Object.fromEntries(names.map((n) => [n, (under[n] ?? 0) / all[n]!])) };
}
