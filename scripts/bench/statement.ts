/**
 * `npm run bench:statement [-- --seeds dev] [--only KIND,...] [--count N]`: what is made of drawn statement pictures by the program's own judging, with nobody
 * of staff; `--only handwriting` is what readers make of handwriting. Counts n of N; what passed wrongly and what was refused wrongly apart; what went to staff is neither.
 */
import { parseArgs } from 'node:util';
import { createEngines } from '../../cli/engines.ts';
import { study } from '../../core/brain.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { heldDifferent } from '../../core/checks/statement/other-document.ts';
import type { StatementFacts } from '../../core/document/statement/facts.ts';
import { sheetSymbolText } from '../../core/document/statement/sheet-code.ts';
import type { StatementReading } from '../../core/document/statement/reading.ts';
import { describeDocument, matchPeople } from '../../core/people.ts';
import { rulesOf } from '../../core/rules.ts';
import { judgeStatement } from '../../core/statement.ts';
import { describeStatement, readStatement } from '../../core/statement-picture.ts';
import type { FaceDescriptor } from '../../core/vision/face/compare.ts';
import { specimen, type SpecimenId } from '../specimens/catalogue.ts';
import { measureHandwriting } from './statement/handwriting.ts';
import { caseDate, casesOf, code, pictureOf, word, type Case, type Kind } from './statement/scenes.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string' }, only: { type: 'string' }, count: { type: 'string' }, verbose: { type: 'boolean' } } });
const all: Record<Kind, number> = { printed: 36, written: 8, 'wrong-date': 12, 'wrong-order': 6, 'wrong-word': 24, 'other-day': 6, 'other-case': 4, 'no-sheet': 4, 'no-document': 4, nobody: 3, 'two-people': 3, 'other-document': 6 };
const counts = Object.fromEntries(Object.entries(all).filter(([k]) => !values.only || values.only.split(',').includes(k)).map(([k, n]) => [k, values.count ? Math.min(n, Number(values.count)) : n]));

const engines = createEngines();
type Judged = Readonly<Record<string, CheckResult>>;
type Seen = {
  of: Case; reading: StatementReading; judged: Judged; ms: number; cpuMs: number; liveMs: number; live: { face: boolean; document: boolean; sheet: boolean };
  /** Distances of the held portrait: to that of the captured document, and to those of the other people's. */
  portrait: number | null; strangers: number[]; eyes: number | null;
};

/** The portrait of a document as it is printed, without a camera: what it is captured as is farther from itself. */
const printed = new Map<SpecimenId, Promise<FaceDescriptor | null>>();
function portraitOf(id: SpecimenId): Promise<FaceDescriptor | null> {
  const known = printed.get(id) ?? (async () => {
    const { sheet: frame } = (await specimen(id))[0]!;
    return (await describeDocument(engines, study(engines, { frame, width: frame.width, height: frame.height, scale: 1 })))?.portrait.descriptor ?? null;
  })();
  printed.set(id, known);
  return known;
}

/** Days and words that differ from what stands there by as little as can be: none of them may be found right. */
const nearDays = ['2026-11-28', '2026-11-19', '2026-11-20', '2026-11-24', '2026-12-29', '2026-01-29', '2025-11-29', '2028-11-29', '2020-11-29'];
const nearWords = ['CoinX', 'ConEx', 'CoinExx', 'CoinEEx', 'CoinEy', 'CainEx', 'KoinEx', 'Coin', 'CoinE'];

/** A document of each person. */
const own: Record<string, SpecimenId> = { brunette: 'passport', 'black-hair': 'id-card', blonde: 'passport-blonde', smiling: 'passport-smiling' };
const holderOf = (id: SpecimenId): SpecimenId => (id === 'driving-licence' ? 'passport' : id);

async function judge(reading: StatementReading, portraitDistance: number | null, asked: { word?: string; date?: string } = {}): Promise<Judged> {
  const date = asked.date ?? caseDate;
  const facts: StatementFacts = { reading, asked: { word: asked.word ?? word, code, hand: true }, date, document: { fields: {} }, portraitDistance, staff: null };
  const results = await judgeStatement(facts, { date, chosenType: null, acceptedTypes: [], lane: 'file' }, rulesOf({}));
  return Object.fromEntries(results.map((r) => [r.id, r]));
}

async function look(of: Case): Promise<Seen> {
  const frame = await pictureOf(of);
  const picture = { frame, width: frame.width, height: frame.height, scale: 1 };
  const from = performance.now(), cpu = process.cpuUsage();
  const studied = study(engines, picture);
  const reading = await readStatement(studied);
  const ms = performance.now() - from, used = process.cpuUsage(cpu);
  const { held } = await describeStatement(engines, studied);
  const to = async (id: SpecimenId): Promise<number | null> => matchPeople(held?.descriptor ?? null, await portraitOf(id)).distance;
  const captured = of.kind === 'other-document' ? own[of.scene.person ?? 'brunette']! : of.scene.document;
  const portrait = captured && (await to(captured));
  const strangers = await Promise.all(Object.values(own).filter((id) => of.scene.document && id !== holderOf(of.scene.document)).map(to));
  const liveFrom = performance.now();
  const { people, document, sheet } = await study(engines, picture, 'live').gather('statementParts');
  return {
    of, reading, judged: await judge(reading, portrait), ms, cpuMs: (used.user + used.system) / 1000, liveMs: performance.now() - liveFrom, live: { face: people.length > 0, document: document !== null, sheet: sheet !== null },
    portrait, strangers: strangers.filter((d) => d !== null), eyes: held?.quality.interEyePixels ?? null,
  };
}

const status = (s: Seen, id: string): string => s.judged[id]!.status;
/** `reason` of what was not assessed, else the status. */
const said = (s: Seen, id: string): string => s.judged[id]!.reason ?? status(s, id);
const passes = (s: Seen): boolean => status(s, 'stmt.date') === 'pass' && status(s, 'stmt.word') === 'pass';
const refused = (s: Seen): boolean => status(s, 'stmt.date') === 'fail' || status(s, 'stmt.word') === 'fail';
const share = (what: string, found: readonly Seen[], isIt: (s: Seen) => boolean): void => {
  if (found.length === 0) return;
  const hits = found.filter(isIt).length;
  const missed = found.filter((s) => !isIt(s)).map((s) => s.of.name);
  console.log(`${what.padEnd(66)} ${hits} of ${found.length}${missed.length > 0 ? `   not: ${missed.slice(0, 12).join(' ')}` : ''}`);
};
const at = (of: readonly number[], q: number): number => of.toSorted((a, b) => a - b)[Math.min(of.length - 1, Math.floor(q * of.length))] ?? NaN;
const quantile = (of: readonly number[], q: number): string => at(of, q).toFixed(0);

const seen: Seen[] = [];
for (const one of casesOf(values.seeds ?? 'held-out', counts)) {
  const s = await look(one);
  seen.push(s);
  if (!values.verbose) continue;
  const { sheet } = one.scene;
  console.log(one.name, one.scene.width, one.scene.mirrored ? 'mirrored' : '', `scale ${one.scene.scale.toFixed(2)}`, sheet && ('face' in sheet ? sheet.face : sheet.hand), sheet?.date, sheet?.word, '|', said(s, 'stmt.date'), said(s, 'stmt.word'), 'people', s.reading.people, s.reading.mirrored ? 'turned back' : '', one.scene.document, s.reading.document ? JSON.stringify(s.reading.document.fields).slice(0, 60) : 'no document', s.portrait?.toFixed(2), s.eyes?.toFixed(0), JSON.stringify(s.live), `${s.ms.toFixed(0)} ms, processor ${s.cpuMs.toFixed(0)} ms`);
  for (const l of s.reading.sheet?.lines ?? []) console.log('      ', l.confidence.toFixed(2), JSON.stringify(l.text), JSON.stringify(l.again));
}

if (!values.only || values.only.split(',').includes('handwriting')) await measureHandwriting(engines);
if (seen.length === 0) process.exit(0);

const ofKind = (...kinds: Kind[]): Seen[] => seen.filter((s) => kinds.includes(s.of.kind));
share('printed: date and word read, passed', ofKind('printed'), passes);
share('printed: not refused wrongly (passed or to staff)', ofKind('printed'), (s) => !refused(s));
share('written by a hand-like font: date read (staff is asked all the same)', ofKind('written'), (s) => said(s, 'stmt.date') === 'by-hand');
share('written by a hand-like font: word read (staff is asked all the same)', ofKind('written'), (s) => said(s, 'stmt.word') === 'by-hand');
share('written: not refused wrongly, not passed without staff', ofKind('written'), (s) => !refused(s) && status(s, 'stmt.date') !== 'pass' && status(s, 'stmt.word') !== 'pass');
share('another date or order: did not pass', ofKind('wrong-date', 'wrong-order'), (s) => status(s, 'stmt.date') !== 'pass');
share('another date or order: told as such (else to staff)', ofKind('wrong-date', 'wrong-order'), (s) => status(s, 'stmt.date') === 'fail');
share('another word: did not pass', ofKind('wrong-word'), (s) => status(s, 'stmt.word') !== 'pass');
share('another word: told as such (else to staff)', ofKind('wrong-word'), (s) => status(s, 'stmt.word') === 'fail');
share("another day's sheet: refused", ofKind('other-day'), (s) => status(s, 'stmt.date') === 'fail');
share("another case's sheet: refused", ofKind('other-case'), (s) => status(s, 'stmt.date') === 'fail');
const wrong = ofKind('wrong-date', 'wrong-order', 'wrong-word', 'other-day', 'other-case');
share('A WRONG DATE, WORD OR SHEET NEVER PASSES', wrong, (s) => !passes(s));
share('symbol read', ofKind('printed', 'other-day', 'other-case'), (s) => s.reading.sheet?.code != null);
/** As if printed for the day that is asked: what is read must differ, not the symbol. */
const withSymbolOf = (reading: StatementReading, date: string): StatementReading => ({ ...reading, sheet: reading.sheet && { ...reading.sheet, code: sheetSymbolText({ date, code }) } });
const read = seen.filter((s) => s.reading.sheet && s.of.scene.sheet && !s.of.kind.startsWith('wrong') && s.of.kind !== 'other-day');
let [days, words] = [0, 0];
for (const { reading } of read) {
  for (const date of nearDays) if ((await judge(withSymbolOf(reading, date), null, { date }))['stmt.date']!.status === 'pass') days++;
  for (const near of nearWords) if ((await judge(withSymbolOf(reading, caseDate), null, { word: near }))['stmt.word']!.status === 'pass') words++;
}
console.log(`the same readings held against ${nearDays.length} near days: passed`.padEnd(66), `${days} of ${read.length * nearDays.length}`);
console.log(`... and ${nearWords.length} near words: passed`.padEnd(66), `${words} of ${read.length * nearWords.length}`);
share('sheet found', seen.filter((s) => s.of.scene.sheet), (s) => s.reading.sheet !== null);
share('no sheet: said so', ofKind('no-sheet'), (s) => status(s, 'stmt.missing') === 'fail');
share('document found', seen.filter((s) => s.of.scene.document), (s) => s.reading.document !== null);
share('no document: said so', ofKind('no-document'), (s) => status(s, 'stmt.no-document') === 'fail');
share('one person counted', seen.filter((s) => s.of.kind !== 'nobody' && s.of.kind !== 'two-people'), (s) => status(s, 'stmt.no-face') === 'pass');
share('nobody, or a second person: said so', ofKind('nobody', 'two-people'), (s) => status(s, 'stmt.no-face') === 'fail');
share('mirror image turned back, others left', seen.filter((s) => s.reading.sheet && s.of.scene.sheet), (s) => s.reading.mirrored === s.of.scene.mirrored);
const same = seen.filter((s) => s.of.kind !== 'other-document' && s.of.scene.document), others = ofKind('other-document');
share('same document: taken for the same by its portrait', same, (s) => status(s, 'stmt.other-document') === 'pass');
share('same document: not refused (else to staff)', same, (s) => status(s, 'stmt.other-document') !== 'fail');
share('same document: a field read', same, (s) => Object.keys(s.reading.document?.fields ?? {}).length > 0);
share('other document: refused', others, (s) => status(s, 'stmt.other-document') === 'fail');
share('other document: did not pass', others, (s) => status(s, 'stmt.other-document') !== 'pass');
const distances = (what: string, of: readonly number[]): void => {
  if (of.length > 0) console.log(`${what.padEnd(66)} ${of.length}: lowest ${at(of, 0).toFixed(2)}, median ${at(of, 0.5).toFixed(2)}, p95 ${at(of, 0.95).toFixed(2)}, highest ${at(of, 1).toFixed(2)}; above ${heldDifferent}: ${of.filter((d) => d > heldDifferent).length}`);
};
distances('portrait in the hand, distance to that of the same document', same.flatMap((s) => s.portrait ?? []));
distances('portrait in the hand, distance to those of other people', seen.flatMap((s) => s.strangers));
share('live view agrees: face, document, sheet', seen, (s) => s.live.face === (s.of.scene.person !== null) && s.live.document === (s.of.scene.document !== null) && s.live.sheet === (s.of.scene.sheet !== null));
console.log(`still analysis: median ${quantile(seen.map((s) => s.ms), 0.5)} ms, p95 ${quantile(seen.map((s) => s.ms), 0.95)} ms, processor time median ${quantile(seen.map((s) => s.cpuMs), 0.5)} ms, p95 ${quantile(seen.map((s) => s.cpuMs), 0.95)} ms; live view: median ${quantile(seen.map((s) => s.liveMs), 0.5)} ms, p95 ${quantile(seen.map((s) => s.liveMs), 0.95)} ms`);
process.exit(0);
