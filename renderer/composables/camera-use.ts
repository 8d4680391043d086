/** What the station is told of one use of a camera, from its opening until it is closed or fails. Pure. */
import type { CameraFault } from './camera-errors.ts';

export type CameraUse = {
  /** @param rate pictures a second over the last seconds; null: not watched long enough */
  saw(rate: number | null): void;
  /** The use is over, the next one begins. @returns null: closed before anything was measured, which says nothing of the camera */
  end(fault: CameraFault | null): { fault: CameraFault | null; rate: number | null } | null;
};

/** Of rates the lowest: the one staff would ask about. It is told with a fault as well, since no other note follows. */
export function cameraUse(): CameraUse {
  let lowest: number | null = null;
  return {
    saw(rate) {
      if (rate !== null) lowest = lowest === null ? rate : Math.min(lowest, rate);
    },
    end(fault) {
      const rate = lowest;
      lowest = null;
      return fault === null && rate === null ? null : { fault, rate };
    },
  };
}
