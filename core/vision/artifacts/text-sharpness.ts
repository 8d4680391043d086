import { edgeWidthsOf, samplingWidth } from '../document/edge-width.ts';
import { boxOnSource } from '../document/proof.ts';
import { regionOf } from '../../frame.ts';
import { defineArtifact } from './artifact.ts';
import type { TextSharpness } from './document-types.ts';

/** Where neither outline nor print give a scale, the picture's long side is taken for 6 inches: a passport that fills four fifths of it. */
const assumedInches = 6;
/** See doc.resolution: height of a common line of print. */
const lineHeightInches = 2.2 / 25.4;
/** Without a document: page pixels above which not even a title could be made out. Chosen on dark_scenes and doc_defects. */
const blindWidth = 9;

export const textSharpness = defineArtifact({
  name: 'textSharpness',
  async make(gather): Promise<TextSharpness> {
    const frame = await gather('frame');
    const { documents } = await gather('documentGeometry');
    const { proof, lines, lineHeight, ofDocument } = await gather('documentProof');
    const byPrint = ofDocument && lineHeight !== null ? lineHeight / lineHeightInches : null;
    const dpi = documents[0]?.dpi ?? byPrint ?? Math.max(frame.width, frame.height) / assumedInches;
    const toPage = 300 / dpi;
    const widths = edgeWidthsOf(frame, proof, Math.max(6, 16 / toPage));
    const excess = (width: number) => Math.sqrt(Math.max(0, width * width - samplingWidth * samplingWidth)) * toPage;
    const anisotropy = Number.isFinite(widths.worst) ? widths.worst / widths.best : 1;
    return {
      edgeWidth: Number.isFinite(widths.worst) ? excess(widths.worst) : Infinity,
      sourceEdgeWidth: widths.worst,
      anisotropy,
      motionDegrees: anisotropy > 1.5 ? widths.worstDegrees : null,
      tooBlurredToSee: !ofDocument && widths.count >= 12 && excess(widths.worst) > blindWidth,
      regions: lines.slice(0, 24).map((l) => regionOf(boxOnSource(proof.toSource, l))),
    };
  },
});
