/**
 * Every call and event between window and station: one table. The name picks the schema on both sides; the station parses input,
 * the renderer parses output.
 */
import { z } from 'zod';
import { deviceCalls } from './contract-devices.ts';
import { scanStateSchema } from './scanning.ts';
import { attestationSchema, captureInputSchema, captureSchema, decisionSchema, evidenceSchema, modes, mostPictureBytes, outcomes } from './case/case.ts';
import { ledgerRowSchema } from './case/fairness.ts';
import { faceDescriptorSchema } from './case/face-descriptor.ts';
import { operatorFiguresSchema } from './case/operator-figures.ts';
import { blockedFaceAnswers, blockedHitSchema } from './case/blocked-face.ts';
import { duplicateAnswers, duplicateSchema } from './case/duplicates.ts';
import { reviewOutcomes, reviewReasons } from './case/review.ts';
import { cardSizeNames } from './golden-card/layout.ts';
import { sightingSchema } from './case/sightings.ts';
import { paperLanguages } from './case/paper-languages.ts';
import { statementAskedSchema } from './document/statement/facts.ts';
import { slipLineKinds } from './triage/slip.ts';
import { sheetCodePattern } from './document/statement/sheet-code.ts';
import { syncStatusSchema } from './sync/status.ts';
import { backupFolder, backupStatusSchema, foundBackupSchema } from './backups.ts';
import { trailLineSchema, trailReportSchema } from './trail.ts';
import { isPlainLine } from './sync/protocol.ts';

export const roles = ['clerk', 'supervisor', 'auditor'] as const;
export type Role = (typeof roles)[number];
/** customer: whoever is alone with the station in self-service; nobody logs in as one. */
export const sessionRoles = [...roles, 'customer'] as const;
export type SessionRole = (typeof sessionRoles)[number];

/** done: their case is closed · left: they pressed it, or declined · other-person: somebody else sat down · reloaded: the window came back without knowing whose visit it was */
export const visitEnds = ['done', 'left', 'other-person', 'reloaded'] as const;
export type VisitEnd = (typeof visitEnds)[number];

const empty = z.strictObject({});
const id = z.uuid();
const name = z.string().trim().min(1).max(80);
const passphrase = z.string().min(1).max(200);
const claim = z.strictObject({ name, passphrase });
const pictureBytes = z.instanceof(Uint8Array).refine((b) => b.length > 0 && b.length <= mostPictureBytes);

/** As Electron's systemPreferences.getMediaAccessStatus says it; `unknown` where the system has no such switch. */
const mediaAccess = z.enum(['not-determined', 'granted', 'denied', 'restricted', 'unknown']);
/** `microphone`: asked on Windows only, where its switch can shut the camera as well. */
export const cameraAccessSchema = z.object({ camera: mediaAccess, microphone: mediaAccess });
export type CameraAccess = z.infer<typeof cameraAccessSchema>;

/** What staff set on a camera: property of the W3C Image Capture specification -> value in the camera's own unit, or `automatic`; `torch` -> on. */
export const cameraControlsSchema = z.record(z.string().max(40), z.union([z.number(), z.literal('automatic'), z.boolean()])).refine((controls) => Object.keys(controls).length <= 20);
export type CameraControls = z.infer<typeof cameraControlsSchema>;

/** In the place of a camera's id: it plays a specimen, and nothing of it is measured. */
export const demoCamera = 'demo';

export const deviceChoiceSchema = z.object({
  /** MediaDeviceInfo.deviceId, or `demo` for the demonstration device; null: none. */
  documentCamera: z.string().max(300).nullable(),
  faceCamera: z.string().max(300).nullable(),
  /** What each calls itself, because ids may change places; '' where that was not known. */
  cameraNames: z.strictObject({ document: z.string().max(200), face: z.string().max(200) }).default({ document: '', face: '' }),
  cameraControls: z.strictObject({ document: cameraControlsSchema, face: cameraControlsSchema }).default({ document: {}, face: {} }),
  /** As scanner.list names it; null: none. */
  scanner: z.string().max(300).nullable(),
});
export type DeviceChoice = z.infer<typeof deviceChoiceSchema>;
export const noDevices: DeviceChoice = deviceChoiceSchema.parse({ documentCamera: null, faceCamera: null, scanner: null });

export const operatorSchema = z.object({ operatorId: id, name: z.string(), role: z.enum(sessionRoles) });
export type Operator = z.infer<typeof operatorSchema>;

/** As a supervisor sees them. `lockedOut`: too many wrong passphrases; a supervisor unlocks. */
export const operatorRowSchema = operatorSchema.extend({ role: z.enum(roles), disabled: z.boolean(), lockedOut: z.boolean(), /** Theirs is compared with the faces of customers. */ faceKept: z.boolean(), /** Name of who gave them the passphrase and so knows it; null: they chose it themselves. */ passphraseBy: z.string().nullable() });
export const staffFaceSchema = z.object({ compared: z.boolean(), keptAt: z.iso.datetime().nullable() });
export type OperatorRow = z.infer<typeof operatorRowSchema>;

export const statusSchema = z.object({
  /** setup: nothing stored yet · locked: set up, key not unwrapped (a supervisor's login unlocks) · ready */
  state: z.enum(['setup', 'locked', 'ready']),
  stationName: z.string().nullable(),
  branch: z.string().nullable(),
  /** What the station was set up for. */
  mode: z.enum(modes),
  /** In which a case of whoever is logged in is made: staff who takes over at a self-service station attends. */
  serving: z.enum(modes),
  /** Self-service: what the customer called staff for, and nobody came yet: an open case to go on with, or only a person, before there was a case or after its end. */
  called: z.enum(['case', 'person']).nullable(),
  operator: operatorSchema.nullable(),
  version: z.string(),
  /** Today by the station's clock, YYYY-MM-DD in its time zone; empty while the clock cannot be believed. */
  date: z.string(),
  /** Worst first. `refuses`: no new case begins before it is mended. */
  warnings: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])), refuses: z.boolean() })),
  devices: deviceChoiceSchema.nullable(),
});
export type StationStatus = z.infer<typeof statusSchema>;

export const recordRowSchema = z.object({
  caseId: id,
  /** Human case number, `YYYYMMDD-NNNN`. */
  number: z.string(),
  name: z.string(),
  documentNumber: z.string(),
  documentType: z.string(),
  outcome: z.enum(outcomes),
  finished: z.boolean(),
  demo: z.boolean(),
  at: z.iso.datetime(),
  operatorName: z.string(),
});
export type RecordRow = z.infer<typeof recordRowSchema>;

export const draftSchema = z.object({
  caseId: id,
  /** The renderer's journey, opaque to the station. */
  state: z.unknown(),
  savedAt: z.iso.datetime(),
});

/** A slip of two missing papers has fourteen lines, the longest 300 characters and a list. */
const slip = { language: z.enum(paperLanguages), lines: z.array(z.strictObject({ kind: z.enum(slipLineKinds), text: z.string().max(1000) })).min(1).max(40) };
/** A supervisor's word that a case is not deleted by time. */
export const holdSchema = z.object({ reason: z.string(), at: z.iso.datetime(), operatorName: z.string() });
export type Hold = z.infer<typeof holdSchema>;

export const retentionStatusSchema = z.object({
  /** Days after head office's last receipt; null: the policy deletes nothing by time. */
  days: z.number().int().nullable(),
  /** Cases by what keeps them: not closed · left to a second person · not at head office yet · only the time · a hold. */
  counts: z.object({ open: z.number().int(), waiting: z.number().int(), unsent: z.number().int(), kept: z.number().int(), held: z.number().int() }),
  /** When the next one is due; null: none is. */
  nextAt: z.iso.datetime().nullable(),
  held: z.array(holdSchema.extend({ row: recordRowSchema })),
  deleted: z.number().int(),
  /** Of these the newest. */
  rows: z.array(z.object({ caseId: id, number: z.string(), deletedAt: z.iso.datetime(), receivedAt: z.iso.datetime(), days: z.number().int(), decisions: z.number().int(), captures: z.number().int() })),
});
export type RetentionStatus = z.infer<typeof retentionStatusSchema>;
/** A camera or scanner as `devices.save` names it. */

/** changed: the operator's role or right to log in was changed · left: a customer's visit is over. */
export const sessionEnds = ['logout', 'idle', 'changed', 'left'] as const;
export type SessionEnd = (typeof sessionEnds)[number];
/** What a page is told that replaces another one: why the session ended, or that the next customer waits. */
export const pageNews = [...sessionEnds, 'next'] as const;
export type PageNews = (typeof pageNews)[number];

const carriedSchema = z.object({ file: z.string(), folder: z.string(), packets: z.number().int(), pictures: z.number().int(), damaged: z.number().int() });

export const contract = {
  'station.status': { input: empty, output: statusSchema },
  'station.about': {
    input: empty,
    output: z.object({
      version: z.string(), electron: z.string(), node: z.string(), chromium: z.string(), sqlite: z.string(),
      keyProtection: z.enum(['os-keystore', 'passphrase']),
      policy: z.object({ id: z.string(), version: z.string(), title: z.string() }).nullable(),
      /** Licences of what is shipped. */
      components: z.array(z.object({ name: z.string(), version: z.string(), licence: z.string() })),
      models: z.array(z.object({ name: z.string(), sha256: z.string(), licence: z.string(), source: z.string() })),
      developmentRuntime: z.boolean(),
      /** Fingerprint of the publisher's key that updates from a file must be signed with; null: none are taken. */
      updateKey: z.string().nullable(),
    }),
  },
  'setup.policies': { input: empty, output: z.array(z.object({ id: z.string(), version: z.string(), title: z.string(), modes: z.array(z.enum(modes)) })) },
  'setup.complete': {
    input: z.strictObject({
      stationName: name.refine(isPlainLine), branch: name.refine(isPlainLine),
      supervisor: z.strictObject({ name, passphrase }),
      devices: deviceChoiceSchema, policyId: z.string().max(60), mode: z.enum(modes),
    }),
    output: statusSchema,
  },
  /** The renderer parses it with policySchema(). */
  'policy.current': { input: z.strictObject({ /** The policy this case began with; left out: that of the next case. */ caseId: id.optional() }), output: z.unknown() },
  'devices.save': { input: deviceChoiceSchema, output: deviceChoiceSchema },
  'operators.names': { input: empty, output: z.array(z.object({ name: z.string(), role: z.enum(roles) })) },
  'operators.add': { input: z.strictObject({ name, role: z.enum(roles), passphrase }), output: operatorSchema },
  'operators.list': { input: empty, output: z.array(operatorRowSchema) },
  /** What is left out stays. A passphrase is needed for whoever becomes a supervisor: the key is wrapped with it. */
  'operators.change': { input: z.strictObject({ operatorId: id, role: z.enum(roles).optional(), disabled: z.boolean().optional(), passphrase: passphrase.optional() }), output: operatorRowSchema },
  /** The face of who asks, for match.insider-face. `compared`: the policy compares customers with staff; `keptAt` null: this one's is not kept. */
  'staff-face.own': { input: empty, output: staffFaceSchema },
  /** By their own will, which the passphrase says, in the place of the one before. @errors input.invalid where the policy does not compare */
  'staff-face.keep': { input: z.strictObject({ face: faceDescriptorSchema, passphrase }), output: staffFaceSchema },
  'staff-face.remove-own': { input: empty, output: staffFaceSchema },
  'staff-face.remove': { input: z.strictObject({ operatorId: id }), output: empty },
  /** What operators did in the last days, for supervisors. */
  'operators.figures': { input: empty, output: z.object({ days: z.number().int(), rows: z.array(operatorFiguresSchema) }) },
  'operators.unlock': { input: z.strictObject({ operatorId: id }), output: operatorRowSchema },
  /** One's own. */
  'operators.passphrase': { input: z.strictObject({ current: passphrase, next: passphrase }), output: empty },
  /** While somebody is logged in: the new operator takes over, and a case under work stays open in the window. */
  'session.login': { input: claim, output: operatorSchema },
  'session.logout': { input: empty, output: empty },
  /** Self-service: a customer begins. The one case they may speak of; everything of an earlier customer that is not a record is deleted first. */
  'visit.begin': { input: empty, output: z.object({ caseId: id }) },
  /** They are done, left, or are somebody else than who began: what is no record yet is deleted, a record that is still open is left to staff. */
  'visit.end': { input: z.strictObject({ why: z.enum(visitEnds) }), output: empty },
  /** They want a person: nothing goes on before a clerk or supervisor logs in, who finds the case among the drafts. */
  'visit.call': { input: empty, output: empty },
  /** How a day without a line stands. `oldestAt`: of what waits for head office; `parked`: what did not get there and waits for a person; `undecided`: closed cases that wait for a second person; `room`: customers until the station takes nobody any more, about; null: cannot be told. */
  'station.load': { input: empty, output: z.object({ waiting: z.number().int(), oldestAt: z.iso.datetime().nullable(), parked: z.number().int(), undecided: z.number().int(), room: z.number().int().min(0).nullable() }) },
  /** Somebody is at the counter: restarts the idle time (to be sent on real input, at most every few seconds) and says how long it is. */
  'session.touch': { input: empty, output: z.object({ idleSeconds: z.number().int() }) },
  ...deviceCalls,
  'draft.save': { input: draftSchema.omit({ savedAt: true }), output: z.object({ savedAt: z.iso.datetime() }) },
  'draft.list': { input: empty, output: z.array(draftSchema) },
  /** Removes the draft and its captures; `consent-declined` leaves an audit line that says so, and no customer data. */
  'draft.discard': { input: z.strictObject({ caseId: id, why: z.enum(['discarded', 'consent-declined']).optional() }), output: empty },
  /** A capture crosses once, encoded; it belongs to the draft until the case is submitted. */
  'capture.put': { input: captureInputSchema.extend({ picture: pictureBytes }), output: captureSchema },
  'capture.get': { input: z.strictObject({ captureId: id }), output: z.object({ capture: captureSchema, picture: z.instanceof(Uint8Array) }) },
  /** Decides and stores in one transaction. Sent again with the same caseId it stores a new decision of the same open case. */
  'case.submit': {
    /** `face`: the live face, where the policy searches among earlier cases, among staff or on head office's list; it is no part of the evidence, and kept only for the first, until the case is deleted. */
    input: evidenceSchema.extend({ face: faceDescriptorSchema.optional() }),
    /** `seenBefore`: for staff; empty in self-service, where the customer looks at the screen. */
    output: z.object({ caseId: id, number: z.string(), decision: decisionSchema, seenBefore: z.array(sightingSchema), /** The same. Each must be answered before the case is finished. */ duplicates: z.array(duplicateSchema), /** The same, of head office's list. */ blockedFaces: z.array(blockedHitSchema) }),
  },
  /** What a statement of this case must say now; `code` null: no sheet was printed for it. */
  'case.asked': { input: z.strictObject({ caseId: id }), output: z.object({ asked: statementAskedSchema, date: z.iso.date() }) },
  /** The same for a printed sheet: draws its one-time code at the first asking. */
  'case.sheet': { input: z.strictObject({ caseId: id }), output: z.object({ word: z.string(), /** YYYY-MM-DD */ date: z.iso.date(), code: z.string().regex(sheetCodePattern) }) },
  'sheet.printers': { input: empty, output: z.array(z.object({ name: z.string(), label: z.string() })) },
  /** Prints the sheet of `case.sheet` and nothing else; `printer` null: the computer's own choice. */
  'sheet.print': { input: z.strictObject({ caseId: id, language: z.enum(paperLanguages), printer: z.string().max(300).nullable() }), output: empty },
  /** The same as a PDF, where staff is asked for a place; `saved` false: they thought better of it. */
  'sheet.save': { input: z.strictObject({ caseId: id, language: z.enum(paperLanguages) }), output: z.object({ saved: z.boolean() }) },
  /** The slip that a customer takes home. Its lines are the window's, which alone knows the papers and keeps none; they are printed as text. */
  'slip.print': { input: z.strictObject({ ...slip, printer: z.string().max(300).nullable() }), output: empty },
  'slip.save': { input: z.strictObject(slip), output: z.object({ saved: z.boolean() }) },
  /** The golden card itself, in true size, with a serial of its own; for staff. `printer` null: the computer's own choice. */
  'golden.print': { input: z.strictObject({ size: z.enum(cardSizeNames), printer: z.string().max(300).nullable() }), output: empty },
  'golden.save': { input: z.strictObject({ size: z.enum(cardSizeNames) }), output: z.object({ saved: z.boolean() }) },
  /** Whether whoever installed this computer shut it to the station alone. */
  'kiosk.status': { input: empty, output: z.object({ locked: z.boolean() }) },
  /** What the operating system says of its privacy switches; to tell why a camera did not open. */
  'camera.access': { input: empty, output: cameraAccessSchema },
  /** Once nothing of a customer is shown any more: the page is loaded again in a new process. */
  'page.renew': { input: z.strictObject({ news: z.enum(pageNews).nullable() }), output: empty },
  /** Ends the program. `claim`: of a supervisor; null only before the station is set up. */
  'kiosk.leave': { input: z.strictObject({ claim: claim.nullable() }), output: empty },
  /** A supervisor may end it: a line in the trail. */
  'kiosk.permit': { input: claim.nullable(), output: empty },
  /** Staff's word on one possible duplicate of an open case. */
  'case.duplicate': { input: z.strictObject({ caseId: id, earlierCaseId: id, answer: z.enum(duplicateAnswers) }), output: z.object({ duplicates: z.array(duplicateSchema) }) },
  /** Staff's word on one listed face of an open case. */
  'case.blocked-face': { input: z.strictObject({ caseId: id, entryId: id, answer: z.enum(blockedFaceAnswers) }), output: z.object({ blockedFaces: z.array(blockedHitSchema) }) },
  /** Attests, decides again and closes. */
  'case.finish': {
    input: z.strictObject({ caseId: id, attestation: attestationSchema.nullable() }),
    output: z.object({ caseId: id, number: z.string(), decision: decisionSchema }),
  },
  /** A closed case is decided by a second person: a supervisor who did not serve it. `second`: proved on the spot, without ending the session; null: whoever is logged in. */
  'case.review': {
    input: z.strictObject({
      caseId: id, outcome: z.enum(reviewOutcomes), reason: z.enum(reviewReasons), note: z.string().trim().min(1).max(500),
      second: z.strictObject({ name, passphrase }).nullable(),
    }),
    output: z.object({ caseId: id, number: z.string(), decision: decisionSchema }),
  },
  /** Closed cases that wait for a second person, oldest first. `own`: served by who asks, who then cannot be the second. */
  'reviews.waiting': { input: empty, output: z.array(z.object({ row: recordRowSchema, own: z.boolean() })) },
  /** Everything a closed case was decided on, signed and encrypted under the passphrase, written into the station's own folder. For a supervisor, when a customer appeals. */
  'appeal.export': { input: z.strictObject({ caseId: id, passphrase }), output: z.object({ file: z.string(), folder: z.string(), fingerprint: z.string() }) },
  /** The fairness ledger; for supervisors and auditors. `since`: its first month, YYYY-MM. */
  'fairness.counts': { input: empty, output: z.object({ since: z.string().nullable(), rows: z.array(ledgerRowSchema) }) },
  /** What waits for the hub, how far it is, and why it waits. */
  'sync.status': { input: empty, output: syncStatusSchema },
  'sync.now': { input: empty, output: syncStatusSchema },
  'sync.pause': { input: z.strictObject({ paused: z.boolean() }), output: syncStatusSchema },
  /** A parked packet is tried again. */
  'sync.retry': { input: z.strictObject({ outboxId: z.number().int() }), output: syncStatusSchema },
  /** Asks a hub to take from this station; `hubCode` is what the hub's administrator reads out. */
  'hub.enrol': { input: z.strictObject({ url: z.string().max(300), hubCode: z.string().max(60) }), output: syncStatusSchema },
  'hub.leave': { input: empty, output: syncStatusSchema },
  /** Writes what waits into one sealed file in the station's own folder, to be carried to the hub. */
  'sync.carry': { input: empty, output: carriedSchema },
  /** The same, and copied to where somebody chooses in a dialog of the operating system. `savedTo` null: no place was chosen. */
  'carry.save': { input: empty, output: carriedSchema.extend({ savedTo: z.string().nullable() }) },
  /** The text of the file that came back from the hub. */
  'sync.receipts': { input: z.strictObject({ text: z.string().max(30_000_000) }), output: z.object({ taken: z.number().int(), known: z.number().int(), refused: z.number().int(), /** What of head office lay in the file. */ bundle: z.enum(['applied', 'refused', 'none']) }) },
  /** Newest first, below the line `before`. For supervisors and auditors, as the two after it. */
  'audit.list': { input: z.strictObject({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(200) }), output: z.array(trailLineSchema) },
  /** Walks the whole trail. */
  'audit.verify': { input: empty, output: trailReportSchema },
  /** Writes the trail, signed and without customer data, into the station's own folder. */
  'audit.export': { input: empty, output: z.object({ file: z.string(), folder: z.string(), lines: z.number().int(), fingerprint: z.string() }) },
  /** What is kept, held and deleted. For supervisors and auditors, as the report. */
  'retention.status': { input: empty, output: retentionStatusSchema },
  /** Deletes what is due, now; it also happens by itself. */
  'retention.run': { input: empty, output: retentionStatusSchema },
  'retention.hold': { input: z.strictObject({ caseId: id, reason: z.string().trim().min(1).max(500) }), output: holdSchema },
  'retention.release': { input: z.strictObject({ caseId: id }), output: empty },
  /** Writes what was deleted, signed and without customer data, into the station's own folder. */
  'retention.report': { input: empty, output: z.object({ file: z.string(), folder: z.string(), cases: z.number().int(), fingerprint: z.string() }) },
  'backup.status': { input: empty, output: backupStatusSchema },
  /** null: beside the records again. */
  'backup.folder': { input: z.strictObject({ folder: backupFolder.nullable() }), output: backupStatusSchema },
  /** Begins one; `backup.changed` says when it is over. */
  'backup.run': { input: empty, output: backupStatusSchema },
  /** Backups in a folder, newest first. Only where no station is set up, as the next one. */
  'backup.find': { input: z.strictObject({ folder: backupFolder }), output: z.object({ found: z.array(foundBackupSchema) }) },
  /** This computer becomes the station of the backup, by the passphrase of a supervisor of then. `linesLost`: of the trail, as far as the backup knows. */
  'backup.restore': {
    input: z.strictObject({ set: backupFolder, name: z.string().max(40), claim }),
    output: z.object({ madeAt: z.iso.datetime(), cases: z.number().int(), deletedAgain: z.number().int(), linesLost: z.number().int(), status: statusSchema }),
  },
  /** A new key for the records, by the supervisor who is logged in. `waiting`: supervisors who can open the station again once they have logged in. */
  /** The clock is right as it is, whatever earlier lines of the trail say. */
  'clock.accept': { input: z.strictObject({ passphrase }), output: empty },
  'key.change': { input: z.strictObject({ passphrase }), output: z.object({ waiting: z.array(z.string()) }) },
  'records.search': {
    input: z.strictObject({
      text: z.string().max(120).optional(), from: z.iso.date().optional(), to: z.iso.date().optional(),
      outcome: z.enum(outcomes).optional(), limit: z.number().int().min(1).max(200), offset: z.number().int().min(0),
    }),
    /** `more`: there are more than `total`; another word finds them. */
    output: z.object({ rows: z.array(recordRowSchema), total: z.number().int(), more: z.boolean() }),
  },
  'records.open': {
    input: z.strictObject({ caseId: id }),
    output: z.object({
      row: recordRowSchema, evidence: evidenceSchema, captures: z.array(captureSchema),
      /** Oldest first; the last one counts. */
      decisions: z.array(z.object({ decision: decisionSchema, at: z.iso.datetime(), operatorName: z.string(), attestation: attestationSchema.nullable() })),
      seenBefore: z.array(sightingSchema),
      duplicates: z.array(duplicateSchema),
      blockedFaces: z.array(blockedHitSchema),
      /** Who had a hand in it, and so cannot be its second person. */
      servedBy: z.array(z.object({ operatorId: id, name: z.string() })),
      /** Held back from deletion; null: it is not. */
      hold: holdSchema.nullable(),
    }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type CallName = keyof typeof contract;
/** Answered by the host, which alone reaches printers, dialogs and the operating system's settings; all others by the station. */
export const hostCalls = ['sheet.printers', 'sheet.print', 'sheet.save', 'slip.print', 'slip.save', 'carry.save', 'golden.print', 'golden.save', 'kiosk.status', 'kiosk.leave', 'camera.access', 'page.renew'] as const satisfies readonly CallName[];
export type HostCall = (typeof hostCalls)[number];
export type StationCall = Exclude<CallName, HostCall>;
export type CallInput<N extends CallName> = z.infer<(typeof contract)[N]['input']>;
export type CallOutput<N extends CallName> = z.infer<(typeof contract)[N]['output']>;

export const events = {
  /** The station process came back after a crash; open screens ask for their state again. */
  'station.restarted': z.strictObject({}),
  'station.stopped': z.strictObject({}),
  /** Something the sending screen shows has changed. */
  'sync.changed': z.strictObject({}),
  /** Head office told something else than before: the rules of the next case, and who may work here. */
  'policy.changed': z.strictObject({}),
  'scanner.changed': scanStateSchema,
  /** A backup began or ended. */
  'backup.changed': z.strictObject({}),
  /** It slept and woke: what was open before may be open no more. */
  'computer.resumed': z.strictObject({}),
  'session.ended': z.strictObject({ why: z.enum(sessionEnds) }),
} as const satisfies Record<string, z.ZodType>;
export type EventName = keyof typeof events;

/** Every answer over the IPC door. */
export type Envelope<T> = { ok: true; value: T } | { ok: false; error: { code: string; values: Record<string, string | number> } };
