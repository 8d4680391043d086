/**
 * Engines are the only importers of OpenCV, face-api, tesseract.js and zxing-wasm. Each is built from loaders the host gives, because a worker
 * fetches over app:// and Node reads files. All are lazy: nothing loads before the first use.
 */
import type { OpenCv } from './opencv.ts';
import type { FaceEngine } from './face.ts';
import type { PrintReader } from './print.ts';
import type { MrzNetwork } from './mrz-network.ts';
import type { BarcodeReader } from './barcode.ts';

export type Engines = {
  opencv(): Promise<OpenCv>;
  face(): Promise<FaceEngine>;
  print(): Promise<PrintReader>;
  mrzNetwork(): Promise<MrzNetwork>;
  barcode(): Promise<BarcodeReader>;
};

/** Reads a shipped file below `resources/` by its relative name. @throws CodedError model.missing */
export type ResourceLoader = (name: string) => Promise<Uint8Array>;
