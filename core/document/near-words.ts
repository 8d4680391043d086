/** At most one letter put in, left out or changed. */
export function nearly(x: string, y: string): boolean {
  if (Math.abs(x.length - y.length) > 1) return false;
  let head = 0;
  while (head < x.length && x[head] === y[head]) head++;
  const [restX, restY] = [x.slice(head), y.slice(head)];
  return restX.slice(1) === restY.slice(1) || restX.slice(1) === restY || restX === restY.slice(1);
}
