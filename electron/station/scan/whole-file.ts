/** Whether a page file is there to its end, by its own structure: a copy that goes on, or was cut, is not. */
import type { ScanPageMime } from '../../../core/scanning.ts';
import { readPictureHeader, type PictureFormat } from '../../../core/vision/picture/header.ts';
import { isPdf } from '../../../core/vision/picture/pdf-header.ts';

const formatOf: Record<Exclude<ScanPageMime, 'application/pdf'>, PictureFormat> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/tiff': 'tiff' };

/** By its first bytes; null: none of ours. */
export function mimeOfFile(bytes: Uint8Array): ScanPageMime | null {
  if (isPdf(bytes)) return 'application/pdf';
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (start.startsWith('ffd8ff')) return 'image/jpeg';
  if (start === '89504e47') return 'image/png';
  return start === '49492a00' || start === '4d4d002a' ? 'image/tiff' : null;
}

export function isWholeFile(bytes: Uint8Array, mime: ScanPageMime): boolean {
  // Readers look for the end mark in the last kilobyte (ISO 32000-1, annex H, note 18).
  if (mime === 'application/pdf') return isPdf(bytes) && Buffer.from(bytes.subarray(-1024)).includes('%%EOF');
  try {
    const header = readPictureHeader(bytes);
    return header.format === formatOf[mime] && header.complete;
  } catch {
    return false;
  }
}
