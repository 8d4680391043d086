/** What a scanner driver must do. Adding one is a file beside this one and a line in scanners.ts: docs/adding-a-driver.md. */
import type { ErrorCode } from '../../../core/errors.ts';
import type { DeviceCapabilities, ScanLane, ScannerDriverId, ScanPageMime, ScanWish } from '../../../core/scanning.ts';

export type ScannerInfo = {
  /** The driver's own name of the device, handed back to capabilities() and scan(). */
  name: string;
  /** Maker and model. */
  label: string;
  /** Where it is on the network, if it says so: one that two drivers find is listed once. */
  host?: string;
};

export type ScannedPage = {
  mime: ScanPageMime;
  bytes: Uint8Array;
  /** When it was made, where the driver knows it better than by when it came. */
  at?: Date;
  /**
   * Called once when nobody needs the driver's own copy any more: all of the page lies in the case (`kept`), or it is not wanted. Until then a
   * driver that holds a source (a file in a folder) must not lose it. Never rejects.
   */
  settle?: (kept: boolean) => Promise<void>;
};

export type ScanWatch = {
  /** Cancel: the device is stopped, the generator ends with the pages it has. */
  signal: AbortSignal;
  /** @param share of the page on its way, 0..1; null: unknown. Any call says that the device is alive. */
  progress(share: number | null, phase?: 'waiting' | 'scanning'): void;
};

export type ScannerDriver = {
  id: ScannerDriverId;
  /** What the names of its scanners begin with in the station, as `escl/`; every driver another one. Names without any are SANE's: stations stored them so. */
  prefix: string;
  /** How its pages enter the case. What others than the scanner may write to gives files. */
  lane: ScanLane;
  /** Whether this computer and its settings can have such scanners at all; one that cannot is not asked, and is no failure. */
  wanted(): boolean;
  /** Devices that answer now; empty when there is none. @throws CodedError scanner.* */
  list(signal: AbortSignal): Promise<ScannerInfo[]>;
  /** As the device says it. @throws CodedError scanner.* */
  capabilities(name: string, signal: AbortSignal): Promise<DeviceCapabilities>;
  /** Whether the device's own button was pressed since it was asked last, here or for its capabilities. Left out where no button can be read. @throws CodedError scanner.* */
  buttonPressed?(name: string, signal: AbortSignal): Promise<boolean>;
  /** What stands in the way of a scan now, as it says itself; null: nothing. Left out: it is ready where its capabilities can be read. @throws CodedError scanner.* */
  state?(name: string, signal: AbortSignal): Promise<ErrorCode | null>;
  /**
   * Page by page, each whole and handed over before the next one is begun. What goes wrong is thrown after the pages that were read before it.
   * Ends by itself within its own time-outs. @throws CodedError scanner.* · input.too-large
   */
  scan(wish: ScanWish, watch: ScanWatch): AsyncGenerator<ScannedPage, void>;
};
