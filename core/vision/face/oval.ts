/** Ellipse of brows, cheeks and chin on the aligned cut-out (padding .25), which leaves hair and background out. Shares of the cut-out's side. */
export const insideFace = (x: number, y: number): boolean => ((x - 0.5) / 0.34) ** 2 + ((y - 0.47) / 0.36) ** 2 <= 1;
