/** The portrait canvas, pixels: eyes level, 150 apart, their middle at (450, 460). */
export const canvas = { width: 900, height: 1150, eyeDistance: 150, eyesX: 450, eyesY: 460 } as const;
