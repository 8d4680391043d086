/** Calls about scanners, the golden card and the history of devices: part of the contract. */
import { z } from 'zod';
import { errorCodes, type ErrorCode } from './errors.ts';
import { deskBaselineSchema } from './golden-card/desk.ts';
import { goldenFiguresSchema } from './golden-card/figures.ts';
import { comparisonRowSchema, goldenFindingSchema } from './golden-card/findings.ts';
import { scannedPageSchema, scannerCapabilitiesSchema, scannerDrivers, scanSettingsSchema, scanStateSchema, scanWishSchema } from './scanning.ts';

const empty = z.strictObject({});
const id = z.uuid();
const deviceKey = z.string().min(1).max(300);

const deviceFault = z.custom<Extract<ErrorCode, `camera.${string}` | `scanner.${string}`>>((v) => typeof v === 'string' && /^(camera|scanner)\./.test(v) && errorCodes.some((c) => c === v));

/** What the station says of a golden card. `comparison` null: this device has no baseline yet. */
export const goldenVerdictSchema = z.object({
  /** Causes, each with its way out: first what no desk may be, then what got worse here. */
  findings: z.array(goldenFindingSchema),
  comparison: z.array(comparisonRowSchema).nullable(),
  baseline: z.object({ at: z.iso.datetime(), size: z.string(), serial: z.number().int() }).nullable(),
});
export type GoldenVerdict = z.infer<typeof goldenVerdictSchema>;

export const deviceCalls = {
  /** `failed`: drivers that could not be asked, with the cause; the scanners of the others are there all the same. */
  'scanner.list': {
    input: empty,
    output: z.object({
      scanners: z.array(z.object({ name: z.string(), label: z.string(), driver: z.enum(scannerDrivers) })),
      failed: z.array(z.object({ driver: z.enum(scannerDrivers), code: z.string() })),
    }),
  },
  'scanner.capabilities': { input: z.strictObject({ name: z.string().min(1).max(300) }), output: scannerCapabilitiesSchema },
  /** Whether the device's own button was pressed since this or its capabilities were asked last. To be asked about every second while somebody waits for it; no sign of somebody at work. */
  'scanner.button': { input: z.strictObject({ name: z.string().min(1).max(300) }), output: z.object({ pressed: z.boolean() }) },
  /** What stands in the way of a scan now; `fault` null: it is ready. */
  'scanner.look': { input: z.strictObject({ name: z.string().min(1).max(300) }), output: z.object({ fault: z.string().nullable() }) },
  /**
   * Answers at once; how it goes is told by `scanner.changed`. One scan at a time. `after`: pages of that one stay and the new ones come behind them
   * (the rest of a stack that jammed); null: they are dropped.
   */
  'scanner.start': { input: z.strictObject({ wish: scanWishSchema, after: id.nullable() }), output: scanStateSchema },
  /** null: none since the last drop. */
  'scanner.state': { input: empty, output: scanStateSchema.nullable() },
  /** `page` from 1. */
  'scanner.page': {
    input: z.strictObject({ scanId: id, page: z.number().int().min(1).max(1000) }),
    output: scannedPageSchema,
  },
  /** Stops the device; whole pages stay. */
  'scanner.cancel': { input: z.strictObject({ scanId: id }), output: scanStateSchema },
  /** All that is on this page lies in the case, as these captures: a file of the scan folder is deleted then and not before. */
  'scanner.keep': { input: z.strictObject({ scanId: id, page: z.number().int().min(1).max(1000), captureIds: z.array(id).min(1).max(60) }), output: empty },
  /** Pages are forgotten; the scan folder gets those back that were not kept. */
  'scanner.drop': { input: z.strictObject({ scanId: id }), output: empty },
  'scanner.settings': { input: empty, output: scanSettingsSchema },
  /** For supervisors: whether the network may be used, and which folder is looked into. Refused with scanner.address or scanner.folder-path where one cannot be meant. */
  'scanner.save-settings': { input: scanSettingsSchema, output: scanSettingsSchema },
  /** Nothing is kept: how a device stands against its own baseline. */
  'golden.compare': { input: z.strictObject({ device: deviceKey, figures: goldenFiguresSchema }), output: goldenVerdictSchema },
  /**
   * Accepts a measurement. The first without a cause becomes the device's baseline; `baseline`: this one is a new one, for supervisors.
   * `label`: what the device calls itself.
   */
  'golden.keep': { input: z.strictObject({ device: deviceKey, label: z.string().max(200), figures: goldenFiguresSchema, baseline: z.boolean() }), output: goldenVerdictSchema },
  /** The last accepted ones, oldest first. */
  'golden.history': {
    input: z.strictObject({ device: deviceKey }),
    output: z.array(z.object({ at: z.iso.datetime(), operatorName: z.string(), baseline: z.boolean(), figures: goldenFiguresSchema })),
  },
  /** Something was seen of a camera or a scanner: a use that ended well (a camera's with the rate of its pictures), or a fault. Kept by day, for the screen Devices. */
  'devices.note': { input: z.strictObject({ device: deviceKey, label: z.string().max(200), fault: deviceFault.nullable(), rate: z.number().min(0).max(1000).nullable() }), output: empty },
  /** How computer, devices, models and station are, as a file in the station's own folder for whoever helps from afar; nothing of a customer, and not who works here. Input: what only the window sees. */
  'support.report': {
    input: z.strictObject({ cameras: z.array(z.strictObject({ label: z.string().max(200) })).max(20), display: z.strictObject({ name: z.string().max(40), width: z.number().int(), height: z.number().int() }) }),
    output: z.object({ file: z.string(), folder: z.string() }),
  },
  /** The last thirty days on which something was seen, oldest first. `rate`: the lowest of the day, pictures a second; `faults`: code -> how often. */
  'devices.history': {
    input: z.strictObject({ device: deviceKey }),
    output: z.object({ days: z.array(z.object({ day: z.iso.date(), used: z.number().int(), rate: z.number().nullable(), faults: z.record(z.string(), z.number().int()) })) }),
  },
  /** What the checks of pictures of this device may know of it. `label`: what it calls itself now; null: no baseline, or another device in its place. */
  'golden.desk': { input: z.strictObject({ device: deviceKey, label: z.string().max(200) }), output: z.object({ desk: deskBaselineSchema.nullable() }) },
} as const;
