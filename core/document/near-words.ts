/** At most one letter put in, left out or changed. */
export function nearly(x: string, y: string): boolean {
  if (Math.abs(x.length - y.length) > 1) return false;
  let head = 0;
  while (head < x.length && x[head] === y[head]) head++;
  const [restX, restY] = [x.slice(head), y.slice(head)];
  return restX.slice(1) === restY.slice(1) || restX.slice(1) === restY || restX === restY.slice(1);
}

/** What recognition of print takes for other letters, in capitals without accents: ü for ii, m for rn, w for vv, letters for figures. */
const shapes: readonly (readonly [string, string])[] = [['II', 'U'], ['RN', 'M'], ['VV', 'W'], ['0', 'O'], ['1', 'I'], ['5', 'S'], ['8', 'B']];
const shapeOf = (word: string): string => shapes.reduce((text, [seen, meant]) => text.replaceAll(seen, meant), word);

/** The same, one letter apart, or of one shape: reading from pixels explains the difference. */
export const misreadOf = (x: string, y: string): boolean => nearly(x, y) || shapeOf(x) === shapeOf(y);
