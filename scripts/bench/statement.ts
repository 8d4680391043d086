/**
 * `npm run bench:statement [-- --seeds dev] [--only KIND,...] [--count N]`: what is read of drawn statement pictures, and what is judged from it. Counts n of N;
 * what passed wrongly and what was refused wrongly apart; what went to staff is neither.
 */
import { parseArgs } from 'node:util';
import { createEngines } from '../../cli/engines.ts';
import { study } from '../../core/brain.ts';
import { findDate } from '../../core/document/statement/date.ts';
import { originOf } from '../../core/document/statement/sheet.ts';
import { findWord } from '../../core/document/statement/word.ts';
import type { StatementReading } from '../../core/document/statement/reading.ts';
import { describeDocument, matchPeople } from '../../core/people.ts';
import { describeStatement, readStatement } from '../../core/statement-picture.ts';
import type { FaceDescriptor } from '../../core/vision/face/compare.ts';
import { matchThresholds } from '../../core/vision/face/compare.ts';
import { specimen, type SpecimenId } from '../specimens/catalogue.ts';
import { measureHandwriting } from './statement/handwriting.ts';
import { caseDate, casesOf, code, pictureOf, word, type Case, type Kind } from './statement/scenes.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string' }, only: { type: 'string' }, count: { type: 'string' }, verbose: { type: 'boolean' } } });
const all: Record<Kind, number> = { printed: 24, written: 8, 'wrong-date': 5, 'wrong-order': 3, 'wrong-word': 6, 'other-day': 3, 'no-sheet': 4, 'no-document': 4, nobody: 3, 'two-people': 3, 'other-document': 6 };
const counts = Object.fromEntries(Object.entries(all).filter(([k]) => !values.only || values.only.split(',').includes(k)).map(([k, n]) => [k, values.count ? Math.min(n, Number(values.count)) : n]));

const engines = createEngines();
type Seen = { of: Case; reading: StatementReading; ms: number; cpuMs: number; liveMs: number; live: { face: boolean; document: boolean; sheet: boolean }; portrait: number | null; eyes: number | null };

/** Of the captured document, as its page: what the document step has. */
const captured = new Map<string, Promise<FaceDescriptor | null>>();
function portraitOf(id: SpecimenId): Promise<FaceDescriptor | null> {
  const known = captured.get(id) ?? (async () => {
    const { sheet: frame } = (await specimen(id))[0]!;
    return (await describeDocument(engines, study(engines, { frame, width: frame.width, height: frame.height, scale: 1 })))?.portrait.descriptor ?? null;
  })();
  captured.set(id, known);
  return known;
}

/** Days and words that differ from what stands there by as little as can be: none of them may be found right. */
const nearDays = ['2026-11-28', '2026-11-19', '2026-11-20', '2026-11-24', '2026-12-29', '2026-01-29', '2025-11-29', '2028-11-29', '2020-11-29'];
const nearWords = ['CoinX', 'ConEx', 'CoinExx', 'CoinEy', 'CainEx', 'KoinEx', 'Coin', 'CoinE'];

const own: Record<string, SpecimenId> = { brunette: 'passport', 'black-hair': 'id-card', blonde: 'passport-blonde', smiling: 'passport-smiling' };

async function look(of: Case): Promise<Seen> {
  const frame = await pictureOf(of);
  const picture = { frame, width: frame.width, height: frame.height, scale: 1 };
  const from = performance.now(), cpu = process.cpuUsage();
  const studied = study(engines, picture);
  const reading = await readStatement(studied);
  const ms = performance.now() - from, used = process.cpuUsage(cpu);
  const { held } = await describeStatement(engines, studied);
  const id = of.kind === 'other-document' ? own[of.scene.person ?? 'brunette'] : of.scene.document;
  const against = id ? await portraitOf(id) : null;
  const liveFrom = performance.now();
  const { people, document, sheet } = await study(engines, picture, 'live').gather('statementParts');
  return { of, reading, ms, cpuMs: (used.user + used.system) / 1000, liveMs: performance.now() - liveFrom, live: { face: people.length > 0, document: document !== null, sheet: sheet !== null }, portrait: matchPeople(held?.descriptor ?? null, against).distance, eyes: held?.quality.interEyePixels ?? null };
}

// What is read; whether it passes by machine hangs on the sheet's symbol as well.
const dateOf = ({ reading }: Seen): string => (reading.sheet ? findDate(reading.sheet.lines, caseDate).kind : 'no-sheet');
const wordOf = ({ reading }: Seen): string => (reading.sheet ? findWord(reading.sheet.lines, word).kind : 'no-sheet');
const isOwn = (s: Seen): boolean => originOf({ ...s, asked: { word, code }, date: caseDate }) === 'this-case';
const share = (what: string, found: readonly Seen[], isIt: (s: Seen) => boolean): void => {
  const hits = found.filter(isIt).length;
  const missed = found.filter((s) => !isIt(s)).map((s) => s.of.name);
  console.log(`${what.padEnd(58)} ${hits} of ${found.length}${missed.length > 0 ? `   not: ${missed.slice(0, 12).join(' ')}` : ''}`);
};
const quantile = (of: readonly number[], q: number): string => (of.toSorted((a, b) => a - b)[Math.min(of.length - 1, Math.floor(q * of.length))] ?? NaN).toFixed(0);

const seen: Seen[] = [];
for (const one of casesOf(values.seeds ?? 'held-out', counts)) {
  const s = await look(one);
  seen.push(s);
  if (!values.verbose) continue;
  console.log(one.name, one.scene.width, one.scene.mirrored ? 'mirrored' : '', `scale ${one.scene.scale.toFixed(2)}`, 'face' in (one.scene.sheet ?? {}) ? (one.scene.sheet as { face: string }).face : '', 'hand' in (one.scene.sheet ?? {}) ? (one.scene.sheet as { hand: string }).hand : '', one.scene.sheet?.date, one.scene.sheet?.word, '|', dateOf(s), wordOf(s), originOf({ ...s, asked: { word, code }, date: caseDate }), 'people', s.reading.people, s.reading.mirrored ? 'turned back' : '', one.scene.document, s.reading.document ? JSON.stringify(s.reading.document.fields).slice(0, 60) : 'no document', s.portrait?.toFixed(2), s.eyes?.toFixed(0), JSON.stringify(s.live), `${s.ms.toFixed(0)} ms, processor ${s.cpuMs.toFixed(0)} ms`);
  for (const l of s.reading.sheet?.lines ?? []) console.log('      ', l.confidence.toFixed(2), JSON.stringify(l.text), JSON.stringify(l.again));
}

if (!values.only) await measureHandwriting(engines);

const ofKind = (...kinds: Kind[]): Seen[] => seen.filter((s) => kinds.includes(s.of.kind));
const right = ofKind('printed', 'written', 'two-people', 'nobody', 'no-document', 'other-document');
share('printed: date and word read', ofKind('printed'), (s) => dateOf(s) === 'right' && wordOf(s) === 'right');
share('printed: passed by the machine (symbol of this case too)', ofKind('printed'), (s) => dateOf(s) === 'right' && wordOf(s) === 'right' && isOwn(s));
share('printed: not refused wrongly (read or to staff)', ofKind('printed'), (s) => ['right', 'unsure'].includes(dateOf(s)) && ['right', 'unsure'].includes(wordOf(s)));
share('written by a hand-like font: date read', ofKind('written'), (s) => dateOf(s) === 'right');
share('written by a hand-like font: word read', ofKind('written'), (s) => wordOf(s) === 'right');
share('written: not refused wrongly (read or to staff)', ofKind('written'), (s) => ['right', 'unsure'].includes(dateOf(s)) && ['right', 'unsure'].includes(wordOf(s)));
share('another date or order: did not pass', ofKind('wrong-date', 'wrong-order'), (s) => dateOf(s) !== 'right');
share('another date or order: told as such (else to staff)', ofKind('wrong-date', 'wrong-order'), (s) => ['wrong', 'order'].includes(dateOf(s)));
share('another word: did not pass', ofKind('wrong-word'), (s) => wordOf(s) !== 'right');
share('another word: told as such (else to staff)', ofKind('wrong-word'), (s) => ['other', 'missing'].includes(wordOf(s)));
share("another day's sheet: told by its symbol", ofKind('other-day'), (s) => originOf({ ...s, asked: { word, code }, date: caseDate }) === 'other-day');
share('symbol read', ofKind('printed', 'other-day'), (s) => s.reading.sheet?.code != null);
const read = seen.filter((s) => s.reading.sheet && s.of.scene.sheet && s.of.kind !== 'wrong-date' && s.of.kind !== 'wrong-order' && s.of.kind !== 'wrong-word');
const passed = (ofOne: (s: Seen) => number): number => read.reduce((n, s) => n + ofOne(s), 0);
console.log(`the same readings held against ${nearDays.length} near days: passed `.padEnd(58), `${passed((s) => nearDays.filter((d) => findDate(s.reading.sheet!.lines, d).kind === 'right').length)} of ${read.length * nearDays.length}`);
console.log(`... and ${nearWords.length} near words: passed `.padEnd(58), `${passed((s) => nearWords.filter((w) => findWord(s.reading.sheet!.lines, w).kind === 'right').length)} of ${read.length * nearWords.length}`);
share('sheet found', seen.filter((s) => s.of.scene.sheet), (s) => s.reading.sheet !== null);
share('no sheet: said so', ofKind('no-sheet'), (s) => s.reading.sheet === null);
share('document found', seen.filter((s) => s.of.scene.document), (s) => s.reading.document !== null);
share('no document: said so', ofKind('no-document'), (s) => s.reading.document === null);
share('one person counted', right.filter((s) => s.of.kind !== 'nobody' && s.of.kind !== 'two-people'), (s) => s.reading.people === 1);
share('nobody: said so', ofKind('nobody'), (s) => s.reading.people === 0);
share('second person found', ofKind('two-people'), (s) => s.reading.people === 2);
share('mirror image turned back, others left', seen.filter((s) => s.reading.sheet && s.of.scene.sheet), (s) => s.reading.mirrored === s.of.scene.mirrored);
const same = seen.filter((s) => s.of.kind !== 'other-document' && s.of.scene.document), others = ofKind('other-document');
share('same document: portrait matches', same, (s) => s.portrait !== null && s.portrait <= matchThresholds.match);
share('same document: portrait called another one', same, (s) => s.portrait !== null && s.portrait > matchThresholds.different);
share('same document: a field read', same, (s) => Object.keys(s.reading.document?.fields ?? {}).length > 0);
share('other document: called another one', others, (s) => s.portrait !== null && s.portrait > matchThresholds.different);
share('other document: portrait taken for the same', others, (s) => s.portrait !== null && s.portrait <= matchThresholds.match);
share('live view agrees: face, document, sheet', seen, (s) => s.live.face === (s.of.scene.person !== null) && s.live.document === (s.of.scene.document !== null) && s.live.sheet === (s.of.scene.sheet !== null));
console.log(`still analysis: median ${quantile(seen.map((s) => s.ms), 0.5)} ms, p95 ${quantile(seen.map((s) => s.ms), 0.95)} ms, processor time median ${quantile(seen.map((s) => s.cpuMs), 0.5)} ms, p95 ${quantile(seen.map((s) => s.cpuMs), 0.95)} ms; live view: median ${quantile(seen.map((s) => s.liveMs), 0.5)} ms, p95 ${quantile(seen.map((s) => s.liveMs), 0.95)} ms`);
process.exit(0);
