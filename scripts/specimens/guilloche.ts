/** Security-print line work, computed: families of curves that only differ in phase. Coordinates in mm. */

type LineStyle = { colour: string; strokeWidth: number; opacity: number };
const stroke = ({ colour, strokeWidth, opacity }: LineStyle): string => `fill="none" stroke="${colour}" stroke-width="${strokeWidth}" stroke-opacity="${opacity}"`;

function path(points: readonly (readonly [number, number])[], closed: boolean): string {
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}${closed ? 'Z' : ''}`;
}

/** A rosette: `count` closed curves r(t) = R (1 + depth cos(petals t + phase)), turned against each other. */
export function rosette(options: { x: number; y: number; radius: number; petals: number; depth: number; count: number } & LineStyle): string {
  const { x, y, radius, petals, depth, count } = options;
  const curves = Array.from({ length: count }, (_, k) => {
    const phase = (k / count) * 2 * Math.PI;
    const points = Array.from({ length: 360 }, (_v, i) => {
      const t = (i / 360) * 2 * Math.PI;
      const r = radius * (0.62 + depth * Math.cos(petals * t + phase) + 0.12 * Math.cos(2 * petals * t - 2 * phase));
      return [x + r * Math.cos(t + phase / petals), y + r * Math.sin(t + phase / petals)] as const;
    });
    return path(points, true);
  });
  return `<path d="${curves.join('')}" ${stroke(options)}/>`;
}

/** A band of waves from left to right: the beat of two frequencies weaves the net. */
export function waveBand(options: { width: number; y: number; height: number; periods: number; count: number; phase: number } & LineStyle): string {
  const { width, y, height, periods, count, phase } = options;
  const curves = Array.from({ length: count }, (_, k) => {
    const shift = (k / count) * 2 * Math.PI;
    const points = Array.from({ length: 161 }, (_v, i) => {
      const u = i / 160;
      const swell = 0.35 + 0.65 * Math.sin(Math.PI * periods * 0.31 * u + phase) ** 2;
      return [-1 + (width + 2) * u, y + (height / 2) * swell * Math.sin(2 * Math.PI * periods * u + shift + 0.8 * Math.sin(4 * Math.PI * u + phase))] as const;
    });
    return path(points, false);
  });
  return `<path d="${curves.join('')}" ${stroke(options)}/>`;
}

/** Fine parallel waves over the whole page: the first thing a copier destroys. */
export function fineLines(options: { width: number; height: number; pitch: number; slope: number; phase: number } & LineStyle): string {
  const { width, height, pitch, slope, phase } = options;
  const rows = Math.ceil((height + Math.abs(slope) * width) / pitch) + 4;
  const curves = Array.from({ length: rows }, (_, k) => {
    const base = -Math.max(0, slope * width) - 2 * pitch + k * pitch;
    const points = Array.from({ length: 81 }, (_v, i) => {
      const u = i / 80;
      return [width * u, base + slope * width * u + 1.3 * Math.sin(2 * Math.PI * (1.6 * u + 0.002 * k) + phase) + 0.5 * Math.sin(2 * Math.PI * 5 * u + k * 0.09)] as const;
    });
    return path(points, false);
  });
  return `<path d="${curves.join('')}" ${stroke(options)}/>`;
}

/** Text too small for the naked eye, repeated along a line. */
export function microtext(text: string, x: number, y: number, width: number, colour: string): string {
  const size = 0.62;
  const repeat = Math.ceil(width / (text.length * size * 0.58)) + 1;
  const id = `m${Math.round(x * 10)}-${Math.round(y * 10)}`;
  return `<clipPath id="${id}"><rect x="${x}" y="${y - 1}" width="${width}" height="1.4"/></clipPath><text clip-path="url(#${id})" x="${x}" y="${y}" font-family="Liberation Sans, Arial, sans-serif" font-size="${size}" fill="${colour}">${text.repeat(repeat)}</text>`;
}
