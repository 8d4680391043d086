/**
 * The size that each document camera keeps up with, by the id that was asked for. It outlives the page, which ends with each customer, and not the window:
 * finding it out takes up to four seconds (camera-size.ts). Holds nothing of a customer.
 */
import { z } from 'zod';
import type { Size } from './grab.ts';

const place = 'document-camera-sizes';
const side = z.number().int().min(1).max(20_000);
const keptSchema = z.array(z.tuple([z.string().max(300).nullable(), z.object({ width: side, height: side })])).max(20);

/** @param storage of the window; null: there is none, and the sizes end with the page */
export function cameraSizes(storage: Storage | null): Pick<Map<string | null, Size>, 'get' | 'has'> & { set(id: string | null, size: Size): void; clear(): void } {
  const sizes = new Map<string | null, Size>(keptIn(storage));
  const keep = (): void => storage?.setItem(place, JSON.stringify([...sizes]));
  return {
    get: (id) => sizes.get(id),
    has: (id) => sizes.has(id),
    set: (id, size) => {
      sizes.set(id, { width: size.width, height: size.height });
      keep();
    },
    clear: () => {
      sizes.clear();
      keep();
    },
  };
}

function keptIn(storage: Storage | null): z.infer<typeof keptSchema> {
  try {
    return keptSchema.parse(JSON.parse(storage?.getItem(place) ?? '[]'));
  } catch {
    return [];
  }
}
