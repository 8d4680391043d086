/** What all documents are printed from. Millimetres everywhere; a sheet turns into pixels at the end. */
import type { Frame } from '../../../core/frame.ts';
import type { Country } from '../countries.ts';
import { fineLines, rosette, waveBand } from '../guilloche.ts';
import { pixelsOf, svgToFrame } from '../raster.ts';

/** ISO/IEC 7810. */
export const sizes = { 'ID-1': { width: 85.6, height: 53.98, radius: 3.18 }, 'ID-3': { width: 125, height: 88, radius: 3.2 } } as const;
export type Size = { width: number; height: number; radius: number };

export const printDpi = 600;
const mmPerInch = 25.4;
export const sans = 'Liberation Sans, Arial, DejaVu Sans, sans-serif';
export const ink = '#1b1e26';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => entities[c]!);

type TextStyle = { size?: number; weight?: string; colour?: string; anchor?: 'start' | 'middle' | 'end'; spacing?: number; family?: string; style?: string; opacity?: number };

export function text(content: string, x: number, y: number, { size = 2.6, weight = 'normal', colour = ink, anchor = 'start', spacing = 0, family = sans, style = 'normal', opacity = 1 }: TextStyle = {}): string {
  return `<text x="${x}" y="${y}" font-family="${family}" font-size="${size}" font-weight="${weight}" font-style="${style}" fill="${colour}" fill-opacity="${opacity}" text-anchor="${anchor}" letter-spacing="${spacing}">${escaped(content)}</text>`;
}

/** Small label with the value below it. */
export const field = (label: string, value: string, x: number, y: number, options: { label?: number; value?: number; gap?: number; colour?: string } = {}): string =>
  text(label, x, y, { size: options.label ?? 1.55, colour: options.colour ?? '#4a5a66' }) + text(value, x, y + (options.gap ?? 3.1), { size: options.value ?? 2.75, weight: 'bold' });

export const dataUri = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;

export function picture(png: Buffer, x: number, y: number, width: number, height: number, extra = ''): string {
  return `<image x="${x}" y="${y}" width="${width}" height="${height}" preserveAspectRatio="xMidYMid slice" xlink:href="${dataUri(png)}" ${extra}/>`;
}

/** The portrait as a faint second picture, printed in one ink. */
export async function ghostOf(portrait: Frame, colour: readonly [number, number, number], strength: number): Promise<Buffer> {
  const out = new Uint8ClampedArray(portrait.data);
  const { width, height } = portrait;
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 4) {
      const light = (0.3 * out[i]! + 0.59 * out[i + 1]! + 0.11 * out[i + 2]!) / 255;
      const oval = ((x / width - 0.5) / 0.5) ** 2 + ((y / height - 0.5) / 0.5) ** 2;
      const fade = Math.min(1, Math.max(0, (1.15 - oval) / 0.35));
      out[i] = colour[0];
      out[i + 1] = colour[1];
      out[i + 2] = colour[2];
      out[i + 3] = 255 * strength * fade * (1 - light) ** 1.15;
    }
  }
  return pixelsOf({ width, height, data: out }).resize(Math.round(width / 2)).png().toBuffer();
}

/** Paper tint and guilloche for a whole sheet. `phase` makes each document class its own. */
export function securityGround(size: Size, { colours }: Country, phase: number): string {
  const { width, height } = size;
  const [a, b, c] = colours.lines;
  return `<defs>
    <linearGradient id="paper" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${colours.paper[0]}"/><stop offset=".52" stop-color="${colours.paper[1]}"/><stop offset="1" stop-color="${colours.paper[2]}"/></linearGradient>
    <linearGradient id="foil" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#7fd0c4"/><stop offset=".3" stop-color="#c9b7f0"/><stop offset=".6" stop-color="#f3d58a"/><stop offset="1" stop-color="#86c2ee"/></linearGradient>
  </defs>
  <rect width="${width}" height="${height}" fill="url(#paper)"/>
  ${fineLines({ width, height, pitch: 0.95, slope: 0.12, phase, ...line(a, 0.09, 0.42) })}
  ${fineLines({ width, height, pitch: 1.2, slope: -0.2, phase: phase + 1.7, ...line(b, 0.08, 0.3) })}
  ${waveBand({ width, y: height * 0.3, height: height * 0.34, periods: 4, count: 16, phase, ...line(c, 0.08, 0.32) })}
  ${waveBand({ width, y: height * 0.78, height: height * 0.3, periods: 5, count: 14, phase: phase + 2, ...line(a, 0.08, 0.3) })}
  ${rosette({ x: width * 0.66, y: height * 0.44, radius: height * 0.4, petals: 9, depth: 0.24, count: 22, ...line(b, 0.08, 0.36) })}
  ${rosette({ x: width * 0.66, y: height * 0.44, radius: height * 0.2, petals: 7, depth: 0.2, count: 14, ...line(c, 0.08, 0.4) })}
  ${rosette({ x: width * 0.1, y: height * 0.9, radius: height * 0.24, petals: 8, depth: 0.22, count: 12, ...line(c, 0.08, 0.28) })}`;
}

const line = (colour: string, width: number, opacity: number): { colour: string; strokeWidth: number; opacity: number } => ({ colour, strokeWidth: width, opacity });

/** A transparent film with iridescent curves over the corner of the portrait. */
export function foil(x: number, y: number, radius: number): string {
  const rings = rosette({ x, y, radius, petals: 6, depth: 0.25, count: 9, colour: 'url(#foil)', strokeWidth: 0.13, opacity: 0.85 });
  return `<circle cx="${x}" cy="${y}" r="${radius * 0.95}" fill="url(#foil)" fill-opacity=".1"/>${rings}`;
}

/** An emblem that belongs to nobody: a sun over waves in a shield. */
export function emblem(x: number, y: number, size: number, colour: string): string {
  const rays = Array.from({ length: 16 }, (_, i) => {
    const t = (i / 16) * 2 * Math.PI;
    const [inner, outer] = [0.2, i % 2 ? 0.27 : 0.33];
    return `M${(inner * Math.cos(t)).toFixed(3)} ${(inner * Math.sin(t) - 0.13).toFixed(3)}L${(outer * Math.cos(t)).toFixed(3)} ${(outer * Math.sin(t) - 0.13).toFixed(3)}`;
  }).join('');
  const laurel = [-1, 1].map((side) => Array.from({ length: 9 }, (_, i) => {
    const t = Math.PI * (0.5 + side * (0.12 + 0.075 * i));
    const [cx, cy] = [0.72 * Math.cos(t), 0.05 + 0.72 * Math.sin(t)];
    return `<ellipse cx="${cx.toFixed(3)}" cy="${cy.toFixed(3)}" rx=".13" ry=".045" transform="rotate(${((t * 180) / Math.PI + 60 * side).toFixed(1)} ${cx.toFixed(3)} ${cy.toFixed(3)})"/>`;
  }).join('')).join('');
  return `<g transform="translate(${x} ${y}) scale(${size / 2})" fill="${colour}" stroke="${colour}" stroke-width="0">
    ${laurel}
    <path d="M-.46-.55H.46V.02C.46.35.2.55 0 .64C-.2.55-.46.35-.46.02Z" fill="none" stroke-width=".055"/>
    <circle cx="0" cy="-.13" r=".15"/><path d="${rays}" stroke-width=".04" fill="none"/>
    <path d="M-.4.2q.1-.09.2 0t.2 0t.2 0t.2 0M-.34.34q.085-.09.17 0t.17 0t.17 0t.17 0" fill="none" stroke-width=".05"/>
  </g>`;
}

/** Handwriting that belongs to nobody, from the letters of a name. */
export function signature(name: string, x: number, y: number, width: number, height: number): string {
  const letters = [...name.toLowerCase()].filter((c) => c >= 'a' && c <= 'z');
  const step = width / (letters.length + 1);
  let d = `M${x} ${y}`;
  letters.forEach((c, i) => {
    const code = c.charCodeAt(0);
    const tall = 'bdfhklt'.includes(c) || i === 0 ? 1 : 0.42 + (code % 5) * 0.05;
    const px = x + step * (i + 0.5);
    d += `C${(px - step * 0.5).toFixed(2)} ${(y - height * tall).toFixed(2)} ${(px + step * 0.35).toFixed(2)} ${(y - height * tall).toFixed(2)} ${(px + step * 0.1).toFixed(2)} ${(y - (code % 3) * 0.2).toFixed(2)}S${(px + step * 0.3).toFixed(2)} ${(y + ('gjpqy'.includes(c) ? height * 0.6 : 0.1)).toFixed(2)} ${(px + step * 0.6).toFixed(2)} ${(y - height * 0.2).toFixed(2)}`;
  });
  return `<path d="${d}q${step} ${height * 0.1} ${step * 2.2} ${-height * 0.3}" fill="none" stroke="#20264a" stroke-width=".3" stroke-linecap="round" stroke-opacity=".9"/>`;
}

/** Says on the face of it that this is none. */
export const specimenMark = (x: number, y: number, size: number, colour = '#a3283a'): string =>
  text('SPECIMEN', x, y, { size, weight: 'bold', colour, spacing: size * 0.14, anchor: 'middle', opacity: 0.75 });

/** Size 600 dpi; outside the round corners transparent. */
export function printed(size: Size, content: string): Promise<Frame> {
  const scale = printDpi / mmPerInch;
  const [w, h] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  return svgToFrame(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${w}" height="${h}" viewBox="0 0 ${size.width} ${size.height}">
    <clipPath id="sheet"><rect width="${size.width}" height="${size.height}" rx="${size.radius}"/></clipPath><g clip-path="url(#sheet)">${content}</g></svg>`);
}
