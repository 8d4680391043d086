/** The face of a camera frame, from all the pixels that were delivered. */
import { describeLive, type Person } from '../../core/people.ts';
import type { Engines } from '../../core/vision/engines/engine.ts';
import { pixelsOf } from './decode.ts';

/** Faces are searched in a cut-out of 320 pixels whatever the frame's size; what is described is cut from the frame itself. The bitmap is closed. */
export const describeWhole = (engines: Engines, bitmap: ImageBitmap): Promise<Person> => describeLive(engines, pixelsOf(bitmap, Infinity).frame);
