/** The registry of degradations. */
import { blown, dark, shadow } from './light.ts';
import { grayCopy, halftone, jpeg, screen } from './copy.ts';
import { defocus } from './defocus.ts';
import type { Degradation } from './degradation.ts';
import { finger } from './finger.ts';
import { glareOffData, glareOnData } from './glare.ts';
import { motion } from './motion.ts';
import { cornerOutside, cropped, noDocument, rotated, small, tilt, twoDocuments } from './placement.ts';

// Parameters are seen only by their own degradation; outside they are plain numbers for the manifest.
export const degradations = [
  defocus, motion, glareOnData, glareOffData, dark, blown, shadow, finger, cropped, cornerOutside, tilt, small, rotated,
  twoDocuments, noDocument, grayCopy, halftone, screen, jpeg,
] as unknown as readonly Degradation[];

/** @throws Error when nobody has that name */
export function degradationByName(name: string): Degradation {
  const found = degradations.find((d) => d.name === name);
  if (!found) throw new Error(`There is no degradation ${name}.`);
  return found;
}
