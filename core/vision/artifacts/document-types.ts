/** What the document artifacts say. Places are pixels of the upright source picture unless a line says "page". */
import type { Frame, Quad, Region } from '../../frame.ts';
import type { PrintedProof, Proof } from '../document/proof.ts';
import type { RunsOut } from '../document/runs-out.ts';
import type { ZoneName } from '../document/zones.ts';
import type { TextLine } from '../document/text-lines.ts';

/** ISO/IEC 7810 sizes and A4; `unknown` where the aspect fits none. */
export type PageFormat = 'ID-1' | 'ID-2' | 'ID-3' | 'A4' | 'unknown';

export type FoundDocument = {
  quad: Quad;
  /** Confidence of the outline, 0..1. */
  confidence: number;
  format: PageFormat;
  /** Source pixels per inch along the quad, from the known size of the format; null for `unknown`. */
  dpi: number | null;
  /** Angle between camera axis and page normal, degrees 0..90, from the foreshortening of the quad. */
  tiltDegrees: number;
  /** In-plane rotation of the top edge, degrees -180..180. */
  rotationDegrees: number;
  /** Share of the picture the quad covers, 0..1. */
  coverage: number;
  /** Corners that lie on or outside the border of the picture. */
  cutCorners: number;
};

export type DocumentGeometry = {
  /** Best first. Empty: none found. Two or more: several documents. */
  documents: FoundDocument[];
  /** The whole picture is the document (a scan or a crop): the quad is the picture's border. */
  fillsPicture: boolean;
  /** No outline was found, but print of a page that is larger than the picture, or leaves it on a side. */
  runsOut?: RunsOut | null;
  /** Proof of the first document, where the search had to make one; documentProof takes it over. */
  print?: PrintedProof | undefined;
};

/** The document seen straight on. */
export type DocumentPage = {
  page: Frame;
  /** Pixels per inch of `page` as resampled; null when the format is unknown. */
  dpi: number | null;
  /** Row-major 3x3 homography page -> source picture, to carry page places back onto the picture. */
  toSource: number[];
  format: PageFormat;
};

/** Sharpness at text scale. */
export type TextSharpness = {
  /**
   * 10-90 % width of crisp print edges across the worst direction, in page pixels at 300 dpi-equivalent, without the share that the
   * sampling of the picture itself causes: 0 is as sharp as its pixels allow. Infinity: no edge found.
   */
  edgeWidth: number;
  /** The same in pixels of the source picture, sampling included. */
  sourceEdgeWidth: number;
  /** Ratio of edge widths across and along the blur direction; 1 = defocus, above 1 = motion. */
  anisotropy: number;
  /** Direction of motion, degrees, when anisotropy is well above 1. */
  motionDegrees: number | null;
  /** No document was found, and no edge anywhere in the picture is sharp enough to show one. */
  tooBlurredToSee: boolean;
  regions: Region[];
};

/** A small straight-on picture of the document (of the whole picture, where no document was found), and its print. */
export type DocumentProof = {
  proof: Proof;
  /** Level lines of print, pixels of the proof. */
  lines: TextLine[];
  /** Median height of a line of print in source pixels; null: too few lines to say. */
  lineHeight: number | null;
  /** False: no document was found and this is the whole picture. */
  ofDocument: boolean;
};

/** What lies over the document. */
export type DocumentCover = {
  /** Covered share of the document, 0..1, and the same without its free rim. */
  share: number;
  dataShare: number;
  /** Covered share of each zone of the format's profile, 0..1. */
  zones: Partial<Record<ZoneName, number>>;
  regions: Region[];
};

/** How evenly the print is lit. */
export type DocumentShade = {
  /** Share of the print (by length of line) that stands in deep shade, 0..1. */
  share: number;
  /** Light of the darkest of it, 0..1 of the best lit paper. */
  darkest: number;
  regions: Region[];
};

/** Light on the page. Shares are of the quad's area, 0..1. */
export type DocumentLight = {
  /** Luminance 0..255 at the 5th and 95th percentile inside the quad. */
  dark: number;
  bright: number;
  /** Median step between print and the paper around it, luminance levels; null: too little print to say. */
  printContrast: number | null;
  /** No document was found, and the picture is too dark to show one. */
  tooDarkToSee: boolean;
  /** No document was found, and most of the picture is clipped to white: light paper on a light desk has no edge left. */
  tooBrightToSee: boolean;
  /** Share of pixels clipped to white together with their surround. */
  blownShare: number;
  /** Share of the quad under specular highlight. */
  glareShare: number;
  /** Share of needed data (text lines, MRZ band, portrait) that the highlight covers. */
  glareOnData: number;
  /** Share of the page that was hidden in this picture and filled in from earlier frames (see clearStill). */
  clearedShare: number;
  glareRegions: Region[];
};
