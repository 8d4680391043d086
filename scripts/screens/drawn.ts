/**
 * What stands where a face would be in the README's pictures: a head and shoulders, drawn here, from no photo. A passport that carries
 * it as its portrait is printed, filmed and read like any specimen; no face is found on it, so nothing is accepted with it.
 */
import sharp from 'sharp';
import type { Frame } from '../../core/frame.ts';
import { catalogue } from '../specimens/catalogue.ts';
import { documentClips, writeDocumentClip, type DocumentClipName } from '../specimens/clip/document.ts';
import type { Side } from '../specimens/document/holder.ts';
import { passportPage } from '../specimens/document/passport.ts';
import { svgToFrame } from '../specimens/raster.ts';

/** Head and shoulders in a box of 350 x 450, head about three quarters of the height as on a passport. */
const bust = `
  <path d="M20 452 C28 372 92 352 136 338 L136 292 L214 292 L214 338 C258 352 322 372 330 452Z" fill="url(#cloth)"/>
  <path d="M136 286 L214 286 L214 336 C206 366 144 366 136 336Z" fill="#b9c4cb"/>
  <path d="M136 300 C156 326 194 326 214 300 L214 316 C196 338 154 338 136 316Z" fill="#9fadb6"/>
  <path d="M90 190 C90 110 124 66 175 66 C226 66 260 110 260 190 C260 262 226 320 175 320 C124 320 90 262 90 190Z" fill="url(#skin)"/>
  <path d="M82 208 C70 100 112 40 178 40 C244 40 282 100 268 208 C262 168 246 134 222 118 C186 146 126 140 110 128 C96 148 88 176 82 208Z" fill="url(#hair)"/>`;
const shades = `
  <linearGradient id="skin" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#d6dee3"/><stop offset="1" stop-color="#b3c0c8"/></linearGradient>
  <linearGradient id="hair" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#5b6f7b"/><stop offset="1" stop-color="#3f515c"/></linearGradient>
  <linearGradient id="cloth" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#2f5561"/><stop offset="1" stop-color="#1f3d47"/></linearGradient>
  <radialGradient id="wall" cx=".5" cy=".4" r=".85"><stop offset="0" stop-color="#eef2f4"/><stop offset="1" stop-color="#cfd8dd"/></radialGradient>`;

/** @param share height of the bust in that of the picture; above 1 the shoulders are cut */
const bustSvg = (width: number, height: number, share: number): string => {
  const scale = (height * share) / 450;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${shades}</defs><rect width="100%" height="100%" fill="url(#wall)"/>
    <g transform="translate(${width / 2 - 175 * scale} ${Math.max(0, height * (1 - share))}) scale(${scale})">${bust}</g></svg>`;
};

export const drawnPortrait = (): Promise<Frame> => svgToFrame(bustSvg(700, 900, 1));

/** In place of the face camera's picture: the head fills the window's oval. */
export const drawnCamera = (): Promise<Buffer> => sharp(Buffer.from(bustSvg(1280, 720, 1.09))).png().toBuffer();
export const drawnFace = (): Promise<Buffer> => sharp(Buffer.from(bustSvg(480, 600, 1))).png().toBuffer();

export async function drawnPassport(): Promise<Side> {
  return passportPage(catalogue.passport.holder, await drawnPortrait());
}

/** Films the drawn passport; returns its pictures. */
export async function filmDrawnPassport(file: string, clip: DocumentClipName): Promise<Buffer[]> {
  return writeDocumentClip(file, await drawnPassport(), documentClips[clip]);
}
