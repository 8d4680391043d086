/** The facts of one decision as head office gets them. Frozen at commit; pictures follow as parts, bound by their sha256. */
import { z } from 'zod';
import { attestationSchema, captureSchema, checkResultSchema, decisionSchema, mostPictureBytes } from '../case/case.ts';
import { mostNumber, protocolVersion, sha256Text, stationIdText } from './protocol.ts';

const counted = z.number().int().min(1).max(mostNumber);

export const manifestSchema = z.strictObject({
  format: z.literal('vestibule.packet'),
  protocol: z.literal(protocolVersion),
  /** Key of idempotency: drawn once, in the transaction of the decision. */
  packetId: z.uuid(),
  stationId: stationIdText, stationName: z.string().max(80), branch: z.string().min(1).max(80), program: z.string().max(120),
  committedAt: z.iso.datetime(),
  case: z.strictObject({
    caseId: z.uuid(), number: z.string().max(40), name: z.string().max(400), documentNumber: z.string().max(400), documentType: z.string().max(60),
    /** YYYY-MM-DD as read or corrected; empty: not read. */
    birthDate: z.string().max(40),
    demo: z.boolean(), createdAt: z.iso.datetime(),
  }),
  sequence: counted, submission: counted,
  final: z.boolean(),
  decidedAt: z.iso.datetime(), operatorName: z.string().max(80),
  decision: decisionSchema, attestation: attestationSchema.nullable(),
  results: z.array(checkResultSchema).max(400),
  /** Evidence without its results, as stored. Open, because a newer station may know more than its hub; it is kept to the letter. */
  evidence: z.record(z.string(), z.unknown()),
  /** With provenance: device, lane, time, operator, sha256. */
  captures: z.array(captureSchema.extend({ bytes: captureSchema.shape.bytes.max(mostPictureBytes) })).max(40),
  /** The newest audit line at commit: a trail that was cut short afterwards no longer leads to it. */
  audit: z.strictObject({ sequence: counted, hash: sha256Text }),
});
export type Manifest = z.infer<typeof manifestSchema>;
