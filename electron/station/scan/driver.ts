/** What a scanner driver must do. Adding one is a file beside this one; docs/adding-a-driver.md (issue 7). */
export type ScannerInfo = {
  /** The driver's own name of the device, handed back to scan(). */
  name: string;
  /** Maker and model. */
  label: string;
};

export type ScannerDriver = {
  /** Devices that answer now; empty when there is none. @throws CodedError scanner.* */
  list(): Promise<ScannerInfo[]>;
  /** One page as PNG. @throws CodedError scanner.* · input.too-large */
  scan(request: { name: string; dpi: number }): Promise<Uint8Array<ArrayBuffer>>;
};
