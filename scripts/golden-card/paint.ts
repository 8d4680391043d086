/** The drawing of a golden card on a canvas or a page of a PDF. */
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts, PDFDocument, type CanvasRenderingContext2D } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Frame } from '../../core/frame.ts';
import { pageOf, type Drawing } from '../../core/golden-card/drawing.ts';
import { createOpenCv, type OpenCv } from '../../core/vision/engines/opencv.ts';

export const openCv = (): Promise<OpenCv> => createOpenCv(() => Promise.resolve({ default: createRequire(import.meta.url)('opencv-wasm') as unknown }));

const font = 'Golden card';
if (!GlobalFonts.registerFromPath(createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'), font)) throw new Error('The font Inter cannot be read.');

/** One unit of the context is a millimetre. */
function paint(context: CanvasRenderingContext2D, { width, height, shapes, writing }: Drawing): void {
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  for (const { points, rgb } of shapes) {
    context.fillStyle = `rgb(${rgb.join(' ')})`;
    context.beginPath();
    points.forEach(({ x, y }, i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.closePath();
    context.fill();
  }
  context.fillStyle = '#000000';
  for (const { text, x, y, height: line } of writing) {
    context.font = `${line}px '${font}'`;
    context.fillText(text, x, y);
  }
}

export function pictureOf(drawing: Drawing, dpi: number): Frame {
  const scale = dpi / 25.4;
  const [width, height] = [Math.round(drawing.width * scale), Math.round(drawing.height * scale)];
  const context = createCanvas(width, height).getContext('2d');
  context.scale(width / drawing.width, height / drawing.height);
  paint(context, drawing);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** Says its dpi, so that a program that prints it knows its true size. */
export function pngOf(drawing: Drawing, dpi: number): Promise<Buffer> {
  const { width, height, data } = pictureOf(drawing, dpi);
  return sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha().withMetadata({ density: dpi }).png().toBuffer();
}

/** A page of A4 in true size. */
export function pdfOf(drawing: Drawing): Buffer {
  const page = pageOf(drawing);
  const document = new PDFDocument({ title: 'Vestibule golden card', creator: 'Vestibule' });
  const points = 72 / 25.4;
  const context = document.beginPage(page.width * points, page.height * points);
  context.scale(points, points);
  paint(context, page);
  document.endPage();
  return document.close();
}
