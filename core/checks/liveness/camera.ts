/** Vote of row P2.2c: the camera is a program. */
import { measured, notApplicable } from '../check.ts';
import { defineLiveVote } from '../vote.ts';
import { isVirtualCamera } from '../../vision/live/virtual-cameras.ts';

export const liveCamera = defineLiveVote({
  id: 'live.camera',
  // By definition: it is one or it is none. A branch that works with one switches the check off in its policy.
  threshold: { limit: 0, direction: 'at-most', unit: 'virtual cameras' },
  strings: {
    failure: 'The camera is a program, not a device.',
    remedy: 'Choose a real camera under Devices, then repeat the live check.',
    note: 'One sign among several; must not accuse. Told by the name the camera gives itself, which can be forged.',
  },
  measure({ device }) {
    if (device === null) return notApplicable('no-camera');
    return measured(isVirtualCamera(device) ? 1 : 0, [], { weight: 2 });
  },
});
