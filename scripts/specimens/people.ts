/**
 * Whose faces are on the specimens: people on the demo photos of @vladmandic/face-api (MIT), under invented names. The photos are read
 * from node_modules and never stored in the repository.
 */
import type { Point } from '../../core/frame.ts';

/** Places in pixels of the photo. */
export type Sitting = {
  photo: string;
  /** Eye centres, left and right in the picture (68-point landmarks of face-api). */
  eyes: readonly [Point, Point];
  /** Middle of the neck and of the head on the portrait canvas. */
  neckX: number;
  headX: number;
  /** Surely hers: for hair of the background's colour. */
  surely?: readonly (readonly [number, number])[];
  /** Rough outline of head and hair on the portrait canvas (see portraits.ts); what is outside is background. */
  outline: readonly (readonly [number, number])[];
};

export type PersonId = 'brunette' | 'black-hair' | 'blonde' | 'smiling';
export type SittingId = PersonId | 'blonde-again';

const at = (x: number, y: number): Point => ({ x, y });

export const sittings: Record<SittingId, Sitting> = {
  brunette: { photo: 'sample6.jpg', eyes: [at(1531.1, 369.1), at(1627.7, 391.7)], neckX: 478, headX: 500, surely: [[330, 470], [330, 330], [360, 225], [420, 150], [490, 118], [580, 135], [650, 200], [710, 340], [755, 500], [790, 640], [820, 760], [640, 820], [620, 700], [340, 700], [330, 600]], outline: [[296, 470], [292, 330], [318, 215], [380, 132], [480, 96], [590, 108], [680, 185], [742, 330], [796, 500], [835, 650], [850, 740], [790, 800], [640, 830], [600, 980], [360, 980], [345, 880], [318, 760], [306, 660], [300, 560]] },
  'black-hair': { photo: 'sample6.jpg', eyes: [at(323.2, 605.9), at(423.3, 593)], neckX: 432, headX: 440, surely: [[180, 480], [200, 340], [240, 235], [310, 165], [400, 140], [490, 150], [560, 200], [620, 300], [660, 430], [680, 600], [690, 750], [560, 800], [520, 700], [260, 700], [150, 720], [170, 600]], outline: [[140, 480], [165, 330], [200, 220], [285, 135], [400, 105], [510, 120], [600, 180], [660, 290], [700, 430], [728, 600], [745, 750], [740, 900], [720, 1000], [130, 1000], [140, 850], [60, 830], [40, 760], [75, 680], [120, 570]] },
  smiling: { photo: 'sample6.jpg', eyes: [at(697.7, 452), at(787.1, 445.1)], neckX: 505, headX: 505, outline: [[306, 430], [312, 290], [375, 145], [470, 78], [560, 62], [680, 105], [765, 230], [798, 400], [806, 600], [815, 800], [845, 950], [250, 990], [265, 850], [300, 700], [325, 600]] },
  blonde: { photo: 'sample1.jpg', eyes: [at(1555.6, 275), at(1614.7, 333.7)], neckX: 462, headX: 480, surely: [[330, 480], [330, 380], [360, 280], [430, 215], [500, 200], [600, 240], [680, 300], [705, 400], [705, 520], [690, 640], [650, 760], [600, 800], [560, 700], [370, 700], [370, 900], [350, 700]], outline: [[284, 540], [284, 380], [315, 265], [385, 190], [480, 160], [590, 185], [690, 250], [735, 340], [750, 460], [745, 600], [705, 740], [660, 830], [640, 1000], [330, 1000], [345, 850], [335, 740], [310, 640]] },
  /** The same woman on another photo: face-api distance 0.28. */
  'blonde-again': { photo: 'sample3.jpg', eyes: [at(1111.9, 316.8), at(1207.3, 336.8)], neckX: 520, headX: 500, outline: [[318, 480], [322, 330], [365, 225], [450, 145], [570, 130], [690, 185], [770, 225], [800, 290], [770, 420], [790, 520], [790, 700], [770, 830], [740, 1000], [330, 1000], [400, 820], [360, 700], [325, 600]] },
};
