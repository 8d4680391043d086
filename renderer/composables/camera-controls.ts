/**
 * What a camera lets one set (W3C MediaStream Image Capture, constrainable properties): of each only what this camera offers, in its own units.
 * A value that is set switches the automatic off. Pure but for `applyControls`.
 */
import type { CameraControls } from '../../core/contract.ts';

/** Property -> the property that holds its automatic; null: it has none. */
const ranges = {
  focusDistance: 'focusMode', exposureTime: 'exposureMode', exposureCompensation: null, colorTemperature: 'whiteBalanceMode', brightness: null, contrast: null, sharpness: null, zoom: null,
} as const;
export type RangeName = keyof typeof ranges;

export type RangeControl = { name: RangeName; min: number; max: number; step: number; value: number; /** Null: this one has no automatic. */ automatic: boolean | null };
export type ControlsOfCamera = { ranges: RangeControl[]; /** Null: no lamp. */ torch: boolean | null };

type Bag = Readonly<Record<string, unknown>>;
const numberOf = (bag: Bag, key: string): number | null => (typeof bag[key] === 'number' && Number.isFinite(bag[key]) ? bag[key] : null);

/** @param capabilities of MediaStreamTrack.getCapabilities(); a range of no width cannot be set and is left out */
export function controlsOf(capabilities: Bag, settings: Bag): ControlsOfCamera {
  const found = Object.entries(ranges).flatMap(([name, mode]): RangeControl[] => {
    const range = capabilities[name];
    if (typeof range !== 'object' || range === null) return [];
    const [min, max] = [numberOf({ ...range }, 'min'), numberOf({ ...range }, 'max')];
    if (min === null || max === null || max <= min) return [];
    const modes = mode === null ? undefined : capabilities[mode];
    const hasAutomatic = Array.isArray(modes) && modes.includes('continuous');
    return [{
      name: name as RangeName, min, max, step: numberOf({ ...range }, 'step') || (max - min) / 100, value: numberOf(settings, name) ?? min,
      automatic: mode !== null && hasAutomatic ? settings[mode] === 'continuous' : null,
    }];
  });
  return { ranges: found, torch: capabilities['torch'] === true ? settings['torch'] === true : null };
}

/** Constraint sets for `applyConstraints({ advanced })`: one a property, so that one the camera refuses does not hinder the others. */
export function constraintsOf(controls: CameraControls, capabilities: Bag): Record<string, number | string | boolean>[] {
  return Object.entries(controls).flatMap(([name, value]): Record<string, number | string | boolean>[] => {
    if (!(name in capabilities)) return [];
    if (name === 'torch') return [{ torch: value === true }];
    const mode = name in ranges ? ranges[name as RangeName] : null;
    if (value === 'automatic') return mode === null ? [] : [{ [mode]: 'continuous' }];
    if (typeof value !== 'number' || !(name in ranges)) return [];
    return mode !== null && mode in capabilities ? [{ [mode]: 'manual' }, { [name]: value }] : [{ [name]: value }];
  });
}

/** Sets them one after the other. What the camera refuses stays as it is: nobody is kept from working by it. */
export async function applyControls(track: MediaStreamTrack, controls: CameraControls): Promise<void> {
  for (const one of constraintsOf(controls, { ...track.getCapabilities() })) await track.applyConstraints({ advanced: [one] }).catch(() => undefined);
}
