/**
 * From posteriors of single characters to the posterior of each character given the whole format: alphabets, dates and all check
 * digits weighed together by the forward-backward algorithm over (running field sum, running composite sum) mod 10. Rules are soft:
 * an MRZ whose printed check digit is wrong costs one penalty and is read as printed, because its characters speak for themselves.
 */
import { valueOf, weightAt } from '../../document/check-digit.ts';
import { isCountryCode } from '../../document/countries.ts';
import { alphabets, type FieldKind, type FormatLayout } from '../../document/mrz-formats.ts';
import { mrzAlphabet, noneClass } from '../engines/mrz-network.ts';
import type { LineReading } from './read-line.ts';

// Prior odds against, chosen, not measured: a printed check digit that does not fit (5 of the 49 specimens, but specimens are
// toys; on real documents it means forgery), and a character outside its field's alphabet.
const misfitCheck = 0.004;
// A second one: who alters or invents a field leaves its own digit and the composite wrong together. Chosen, not measured.
const misfitAgain = 0.3;
const misfitCharacter = 0.002;
// The recogniser's own posterior is mixed with this much of "anything", because it is surer of itself on dirt it never saw than it may be.
const ignorance = 0.004;
const candidatesKept = 8;
// In fields that hold digits and letters, the letter of a look-alike pair is rarer than the digit: most issuers keep O out of document
// numbers, and OCR-B zeros of some printers are as wide as an O. Chosen, not measured; the check digit tells the two apart.
const rareInNumbers: Readonly<Record<string, number>> = { O: 0.02, Q: 0.2, I: 0.3, S: 0.5, B: 0.5, Z: 0.5 };

const values = Array.from(mrzAlphabet, (c) => valueOf(c));
const fillerIndex = mrzAlphabet.indexOf('<');

type Role = { line: number; column: number; kind: FieldKind; allowed: Float64Array; fieldWeight: number; compositeWeight: number; closes: 'field' | 'composite' | null; opens: boolean };

export type Decoded = {
  layout: FormatLayout;
  lines: string[];
  /** Posterior of each chosen character given everything. */
  confidence: number[][];
  /** Best first, with their posteriors. */
  ranked: { index: number; posterior: number }[][][];
  /** Log evidence per character: mean log of the recogniser's posterior of what was chosen. */
  evidence: number;
  /** Log likelihood of the lines under this format, for choosing between formats. */
  likelihood: number;
};

export function decode(layout: FormatLayout, readings: readonly LineReading[]): Decoded {
  const roles = rolesOf(layout);
  const emissions = roles.map((role) => emissionOf(readings[role.line]!, role));
  const { marginals, likelihood } = forwardBackward(roles, emissions);
  for (const field of layout.fields) if (field.kind === 'state') weighState(marginals, field.line * layout.columns + field.from);
  const lines: string[] = layout.lines === 1 ? [''] : Array.from({ length: layout.lines }, () => '');
  const confidence: number[][] = lines.map(() => []);
  const ranked: Decoded['ranked'] = lines.map(() => []);
  let evidence = 0;
  roles.forEach((role, i) => {
    const order = marginals[i]!.map((m) => m).sort((a, b) => b.posterior - a.posterior);
    const chosen = order[0]!;
    lines[role.line] += mrzAlphabet[chosen.index]!;
    confidence[role.line]!.push(chosen.posterior);
    ranked[role.line]!.push(order);
    evidence += readings[role.line]!.log[role.column * noneClass + chosen.index]! + readings[role.line]!.present[role.column]!;
  });
  return { layout, lines, confidence, ranked, evidence: evidence / roles.length, likelihood };
}

const roleCache = new Map<FormatLayout, Role[]>();

function rolesOf(layout: FormatLayout): Role[] {
  const cached = roleCache.get(layout);
  if (cached) return cached;
  const kinds = Array.from({ length: layout.lines }, () => new Array<FieldKind>(layout.columns).fill('any'));
  const roles: Role[] = [];
  for (const f of layout.fields) for (let c = f.from; c < f.to; c++) kinds[f.line]![c] = f.kind;
  const beginning = layout.begins.length === 1 && layout.begins[0]!.length > 1 ? layout.begins[0]! : null;
  for (let line = 0; line < layout.lines; line++) {
    for (let column = 0; column < layout.columns; column++) {
      const kind = kinds[line]![column]!;
      const own = line === 0 && beginning && column < beginning.length ? beginning[column]!
        : line === 0 && column === 0 ? layout.begins.map((b) => b[0]).join('') : lettersOf(layout, kind, line, column);
      roles.push({ line, column, kind, allowed: Float64Array.from(mrzAlphabet, (c) => (own.includes(c) ? (kind === 'any' ? (rareInNumbers[c] ?? 1) : 1) : misfitCharacter)), fieldWeight: 0, compositeWeight: 0, closes: null, opens: false });
    }
  }
  weigh(layout, roles);
  roleCache.set(layout, roles);
  return roles;
}

/** A date's tens of month and day are narrower than "a digit". */
function lettersOf(layout: FormatLayout, kind: FieldKind, line: number, column: number): string {
  if (kind !== 'date') return alphabets[kind];
  const at = column - layout.fields.find((f) => f.kind === 'date' && f.line === line && f.from <= column && column < f.to)!.from;
  return at === 2 ? '01<' : at === 4 ? '0123<' : alphabets.date;
}

function weigh(layout: FormatLayout, roles: Role[]): void {
  const at = (line: number, column: number): Role => roles[line * layout.columns + column]!;
  for (const check of layout.checks) {
    const composite = check.name === 'composite';
    let n = 0;
    for (const { line, from, to } of check.over) {
      for (let c = from; c < to; c++, n++) {
        const role = at(line, c);
        if (composite) role.compositeWeight = weightAt(n);
        else role.fieldWeight = weightAt(n);
        if (!composite && n === 0) role.opens = true;
      }
    }
    at(check.line, check.column).closes = composite ? 'composite' : 'field';
  }
}

type Option = { index: number; value: number; p: number };

/** Own posterior, softened, times what the field allows; the few that matter. */
function emissionOf(reading: LineReading, role: Role): Option[] {
  const options: Option[] = [];
  for (let j = 0; j < noneClass; j++) {
    const own = Math.exp(reading.log[role.column * noneClass + j]!) * (1 - ignorance) + ignorance / noneClass;
    options.push({ index: j, value: values[j]!, p: own * role.allowed[j]! });
  }
  return options.sort((a, b) => b.p - a.p).slice(0, candidatesKept);
}

function forwardBackward(roles: readonly Role[], emissions: readonly Option[][]): { marginals: { index: number; posterior: number }[][]; likelihood: number } {
  const n = roles.length;
  const steps = roles.map((role, i) => stepsOf(role, emissions[i]!));
  const forward: Float64Array[] = [new Float64Array(stateCount)];
  forward[0]![0] = 1;
  let likelihood = 0;
  for (let i = 0; i < n; i++) {
    const { to, weight } = steps[i]!;
    const before = forward[i]!, next = new Float64Array(stateCount);
    for (let k = 0, t = 0; k < emissions[i]!.length; k++) for (let s = 0; s < stateCount; s++, t++) if (before[s]! > 0) next[to[t]!] = next[to[t]!]! + before[s]! * weight[t]!;
    let sum = 0;
    for (let s = 0; s < stateCount; s++) sum += next[s]!;
    for (let s = 0; s < stateCount; s++) next[s] = next[s]! / sum;
    likelihood += Math.log(sum);
    forward.push(next);
  }
  const marginals: { index: number; posterior: number }[][] = [];
  let backward: Float64Array = new Float64Array(stateCount).fill(1);
  for (let i = n - 1; i >= 0; i--) {
    const { to, weight } = steps[i]!;
    const before = forward[i]!, previous = new Float64Array(stateCount);
    const options = emissions[i]!;
    const mass = new Float64Array(options.length);
    for (let k = 0, t = 0; k < options.length; k++) {
      for (let s = 0; s < stateCount; s++, t++) {
        if (before[s]! === 0) continue;
        const w = weight[t]! * backward[to[t]!]!;
        previous[s] = previous[s]! + w;
        mass[k] = mass[k]! + before[s]! * w;
      }
    }
    let total = 0, peak = 0;
    for (const m of mass) total += m;
    for (const p of previous) peak = Math.max(peak, p);
    marginals[i] = options.map((o, k) => ({ index: o.index, posterior: mass[k]! / total }));
    backward = previous.map((p) => p / peak);
  }
  return { marginals, likelihood };
}

// Prior odds against a code that stands on no list (specimens and forgeries print such). Chosen, not measured.
const unknownState = 0.02;
const stateLetters = 3;

/** Three letters that are a code of ICAO's list are likelier than three that are none. */
function weighState(marginals: { index: number; posterior: number }[][], at: number): void {
  const tops = [0, 1, 2].map((k) => [...marginals[at + k]!].sort((a, b) => b.posterior - a.posterior).slice(0, stateLetters));
  const mass = tops.map((t) => t.map(() => 0));
  let total = 0;
  tops[0]!.forEach((a, i) => tops[1]!.forEach((b, j) => tops[2]!.forEach((c, k) => {
    const code = mrzAlphabet[a.index]! + mrzAlphabet[b.index]! + mrzAlphabet[c.index]!;
    const p = a.posterior * b.posterior * c.posterior * (isCountryCode(code) ? 1 : unknownState);
    total += p;
    [i, j, k].forEach((which, position) => {
      mass[position]![which] = mass[position]![which]! + p;
    });
  })));
  if (total > 0) tops.forEach((top, position) => {
    marginals[at + position] = top.map((option, which) => ({ index: option.index, posterior: mass[position]![which]! / total }));
  });
}

/** Running field sum, running composite sum, and whether a check digit has failed already. */
const stateCount = 200;

type Steps = { to: Uint8Array; weight: Float64Array };

/** All transitions of one character, options x states; state = failed * 100 + field sum * 10 + composite sum. */
function stepsOf(role: Role, options: readonly Option[]): Steps {
  const to = new Uint8Array(options.length * stateCount), weight = new Float64Array(options.length * stateCount);
  for (let k = 0, t = 0; k < options.length; k++) {
    const { index, value, p } = options[k]!;
    const digit = index === fillerIndex || (index >= 26 && index < 36);
    for (let state = 0; state < stateCount; state++, t++) {
      const field = role.opens ? 0 : ((state % 100) / 10) | 0;
      const composite = state % 10;
      const closing = role.closes === 'field' ? field : composite;
      // A letter in the place of a check digit has paid for that already.
      const misfit = role.closes !== null && digit && value !== closing;
      const failed = state >= 100;
      weight[t] = !misfit ? p : p * (failed ? misfitAgain : misfitCheck);
      const toField = role.closes === 'field' ? 0 : (field + value * role.fieldWeight) % 10;
      to[t] = (failed || misfit ? 100 : 0) + toField * 10 + ((composite + value * role.compositeWeight) % 10);
    }
  }
  return { to, weight };
}
