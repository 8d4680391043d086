/** What a scanner can do, what is asked of it, and how a scan stands: the same words in window and station. */
import { z } from 'zod';
import type { ErrorCode } from './errors.ts';

export const scanSources = ['flatbed', 'feeder', 'duplex'] as const;
export const scanColours = ['colour', 'gray', 'black-white'] as const;
export const scannerDrivers = ['sane', 'escl', 'folder', 'wia'] as const;
export type ScanSource = (typeof scanSources)[number];
export type ScanColour = (typeof scanColours)[number];
export type ScannerDriverId = (typeof scannerDrivers)[number];

/** Width and height in millimetres. ISO 216; ANSI/ASME Y14.1. `whole`: all that the source takes, at most A4 where it says no size. */
export const paperSizes = {
  whole: null,
  A4: { width: 210, height: 297 },
  A5: { width: 148, height: 210 },
  letter: { width: 215.9, height: 279.4 },
  legal: { width: 215.9, height: 355.6 },
} as const satisfies Record<string, { width: number; height: number } | null>;
export const papers = Object.keys(paperSizes) as (keyof typeof paperSizes)[];
export type Paper = keyof typeof paperSizes;

/** A folder that others may write to is no scanner of ours: what lies in it comes as a file. */
export const scanLanes = ['scanner', 'file'] as const;
export type ScanLane = (typeof scanLanes)[number];

export const scanPageMimes = ['image/png', 'image/jpeg', 'image/tiff', 'application/pdf'] as const;
export type ScanPageMime = (typeof scanPageMimes)[number];

const name = z.string().min(1).max(300);
const millimetres = z.number().min(1).max(2_000);
const resolutions = z.array(z.number().int().min(1).max(20_000)).max(40);
const colours = z.array(z.enum(scanColours)).max(3);

export const scannerCapabilitiesSchema = z.object({
  /** Maker and model; what is sealed with the capture. */
  label: z.string().max(150),
  /** How pages enter the case. */
  lane: z.enum(scanLanes),
  /** Empty: the device decides (a scan button), nothing can be chosen. A source may have resolutions and colours of its own. */
  sources: z.array(z.object({ source: z.enum(scanSources), width: millimetres.nullable(), height: millimetres.nullable(), resolutions: resolutions.optional(), colours: colours.optional() })).max(3),
  /** Of every source that has none of its own. */
  resolutions,
  colours,
  /** It has a button that a program can read. */
  button: z.boolean(),
});
export type ScannerCapabilities = z.infer<typeof scannerCapabilitiesSchema>;
/** As the device says it; the lane is its driver's. */
export type DeviceCapabilities = Omit<ScannerCapabilities, 'lane'>;

export const scanWishSchema = z.strictObject({
  name,
  source: z.enum(scanSources).nullable(),
  dpi: z.number().int().min(50).max(1200).nullable(),
  colour: z.enum(scanColours).nullable(),
  paper: z.enum(papers as [Paper, ...Paper[]]),
});
export type ScanWish = z.infer<typeof scanWishSchema>;

/** What is said of one page: pages of one stack may have been scanned in several runs. */
export const scannedPageSchema = scanWishSchema.pick({ source: true, dpi: true, colour: true }).extend({
  mime: z.enum(scanPageMimes),
  bytes: z.instanceof(Uint8Array),
  lane: z.enum(scanLanes),
  at: z.iso.datetime(),
});
export type ScannedPageFacts = Omit<z.infer<typeof scannedPageSchema>, 'bytes'>;

export const scanStateSchema = z.object({
  scanId: z.uuid(),
  /** `waiting`: for the button, for paper, or for a scanner that warms up. */
  phase: z.enum(['waiting', 'scanning', 'ended']),
  /** Whole pages that can be fetched; they stay whatever happens to the next one. */
  pages: z.number().int().min(0),
  /** Of the page that is on its way; null: the device does not say. */
  percent: z.number().int().min(0).max(100).nullable(),
  /** Why it ended before it was done; null while it goes on, and after a good end. */
  failure: z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
});
export type ScanState = z.infer<typeof scanStateSchema>;

/** What stands in a scanner's history. The others are what people did with it, or what is not allowed here. */
export const scannerFaults = [
  'scanner.missing', 'scanner.jammed', 'scanner.double-feed', 'scanner.connection', 'scanner.memory', 'scanner.attention', 'scanner.nonsense', 'scanner.page-damaged', 'scanner.failed', 'scanner.timeout', 'scanner.folder-missing',
] as const satisfies readonly ErrorCode[];
export type ScannerFault = (typeof scannerFaults)[number];

/** Chosen: scanners of one counter. */
export const mostAddresses = 8;

/** What a supervisor allows. Off and empty at first: the station uses no network and looks into no folder by itself. */
export const scanSettingsSchema = z.object({
  /** Scanners on the local network (eSCL). Those on this computer's own cable (ipp-usb) are always looked for. */
  network: z.boolean(),
  /** Scanners that do not announce themselves: `host` or `host:port`, optionally with scheme. */
  addresses: z.array(z.string().trim().min(1).max(200)).max(mostAddresses),
  /** Folder a vendor's program puts its scans into; null: none. */
  folder: z.string().trim().min(1).max(500).nullable(),
});
export type ScanSettings = z.infer<typeof scanSettingsSchema>;
export const noScanSettings: ScanSettings = { network: false, addresses: [], folder: null };

/** 300 dpi: print of 6 points has 25 pixels of height there, and the document checks measure at 300. Colour: the authenticity checks need it. */
const wantedDpi = 300;

/** What a scan may be asked for: scanWishSchema. */
const askable = (dpi: number): boolean => dpi >= 50 && dpi <= 1200;

/** Resolutions and colours to choose from on a source. */
export function choicesOn(can: DeviceCapabilities, source: ScanSource | null): { resolutions: number[]; colours: ScanColour[] } {
  const on = can.sources.find((s) => s.source === source);
  return { resolutions: (on?.resolutions ?? can.resolutions).filter(askable), colours: on?.colours ?? can.colours };
}

/** The settings a scan begins with: the glass for cards and papers alike, because what lies there cannot jam. */
export function usualWish(scanner: string, can: DeviceCapabilities): ScanWish {
  return fitted({ name: scanner, source: scanSources.find((source) => can.sources.some((s) => s.source === source)) ?? null, dpi: wantedDpi, colour: scanColours[0], paper: 'whole' }, can);
}

/** What its source does not offer becomes the nearest that it does: no fewer dots if possible, the colour that shows most, all of the source. */
export function fitted(wish: ScanWish, can: DeviceCapabilities): ScanWish {
  const { resolutions, colours } = choicesOn(can, wish.source);
  const wanted = wish.dpi ?? wantedDpi;
  const sorted = [...resolutions].sort((a, b) => a - b);
  return {
    ...wish, dpi: sorted.find((dpi) => dpi >= wanted) ?? sorted.at(-1) ?? null,
    colour: wish.colour !== null && colours.includes(wish.colour) ? wish.colour : (scanColours.find((colour) => colours.includes(colour)) ?? null),
    paper: papersOn(can, wish.source).includes(wish.paper) ? wish.paper : 'whole',
  };
}

/** Papers that fit on the source. Two millimetres of play: makers round (A4 as 209 or 210, letter as 216). */
export function papersOn(can: DeviceCapabilities, source: ScanSource | null): Paper[] {
  const on = can.sources.find((s) => s.source === source);
  return papers.filter((paper) => {
    const size = paperSizes[paper];
    return !size || !on || ((on.width ?? Infinity) + 2 >= size.width && (on.height ?? Infinity) + 2 >= size.height);
  });
}

/** The area to scan, in millimetres; null: the device's own. */
export function areaOf(wish: ScanWish, can: DeviceCapabilities): { width: number; height: number } | null {
  const on = can.sources.find((s) => s.source === wish.source);
  const size = paperSizes[wish.paper] ?? (on?.width && on.height ? { width: on.width, height: on.height } : null);
  if (!size) return null;
  return { width: Math.min(size.width, on?.width ?? Infinity), height: Math.min(size.height, on?.height ?? Infinity) };
}
