/** A proof of address as it came, in the reader: a picture is decoded here, a PDF in a worker that ends with it. */
import { CodedError } from '../../core/errors.ts';
import type { Frame } from '../../core/frame.ts';
import type { Paper } from '../../core/proof.ts';
import type { PdfReader } from '../../core/vision/engines/pdf.ts';
import { pdfPatience, type PdfContents } from '../../core/vision/pdf/pdf-types.ts';
import { isPdf } from '../../core/vision/picture/pdf-header.ts';
import type { DecodedPicture } from './api.ts';
import { createBridge } from './bridge.ts';
import { decodeBrought, encodeJpeg, isOwnRecord } from './decode.ts';

/** @param file what `bytes` were cut out of by us; null: they are as they came. @throws CodedError pdf.*, file.* */
export async function decodePaper(bytes: Uint8Array, file: Uint8Array | null = null): Promise<Paper> {
  if (isPdf(bytes)) return { kind: 'pdf', contents: await readPdfFile(bytes) };
  const picture = await decodeBrought(bytes, file);
  // Places are told in pixels of the JPEG that is shown and kept, which has the size of the analysed frame.
  return { kind: 'picture', picture: { ...picture, width: picture.frame.width, height: picture.frame.height, scale: 1 } };
}

/** @throws CodedError pdf.* */
export async function readPdfFile(bytes: Uint8Array): Promise<PdfContents> {
  const pdf = createBridge<PdfReader>(() => new Worker(new URL('./pdf.ts', import.meta.url), { type: 'module', name: 'pdf' }));
  const timer = setTimeout(() => pdf.stop(), pdfPatience);
  try {
    return await pdf.call('read', [bytes]);
  } catch (thrown) {
    throw thrown instanceof CodedError && thrown.code === 'engine.timeout' ? new CodedError('pdf.timeout') : thrown;
  } finally {
    clearTimeout(timer);
    pdf.stop();
  }
}

const frameOf = (paper: Paper): Frame => (paper.kind === 'pdf' ? paper.contents.pages[0]!.picture! : paper.picture.frame);

/** The picture a paper is shown by. @param bytes the file, where it may be shown as it is */
export async function pictureOfPaper(paper: Paper, bytes?: Uint8Array): Promise<DecodedPicture> {
  const frame = frameOf(paper);
  const own = bytes && paper.kind === 'picture' && isOwnRecord(bytes, frame);
  return { jpeg: own ? bytes : await encodeJpeg(frame), width: frame.width, height: frame.height };
}
