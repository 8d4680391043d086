/**
 * The name on the identity document against the name on a proof of address, word under word, with the reason for every difference.
 * `partial`: what stands on the paper fits and is not the whole name. `mismatch`: it names somebody else. `unclear`: reading may explain the
 * difference, or there is nothing to compare; neither is ever called same.
 */
import type { NameSide } from './compare-names.ts';
import { alignNames, type HolderWord, type NamePart, type TokenPair, type TokenRelation } from './name-align.ts';
import { addresseesOf, type NameToken, type PersonNamed } from './name-persons.ts';
import { generationOf } from './name-parts.ts';
import { identical, wordsOfName } from './name-words.ts';
import type { DocumentReading } from './reading.ts';

/** One source's name: surname and given names, or the whole where they are not told apart. */
export type HolderName = { surname?: NameSide | undefined; givenNames?: NameSide | undefined; fullName?: NameSide | undefined };

export const nameReasons = [
  'order', 'given-order', 'transliteration', 'truncated', 'joined', 'title', 'particle', 'initial', 'short-form', 'given-missing', 'surname-missing', 'extra-name', 'married-name', 'generation', 'household', 'care-of',
  'company', 'given-differs', 'surname-differs', 'name-differs', 'misread', 'no-name', 'no-script',
] as const;
export type NameReason = (typeof nameReasons)[number];

export type NameVerdict = 'same' | 'partial' | 'mismatch' | 'unclear';
export type NameComparison = { verdict: NameVerdict; reasons: NameReason[]; /** In the holder's order; what only the paper has stands last. */ pairs: TokenPair[] };

export type NameOptions = { /** False: read from pixels, so a letter may be wrong. */ exact: boolean };

/** What each machine source says of the holder's name. */
export function holderNamesOf(bySource: DocumentReading['bySource']): HolderName[] {
  return Object.values(bySource).flatMap(({ surname, givenNames, fullName }) => (surname || givenNames || fullName ? [{ surname, givenNames, fullName }] : []));
}

/**
 * @param holder the holder's name as each source has it; where one has it whole, those that break off are left aside
 * @param proof the line that names the customer
 */
export function compareToHolder(holder: readonly HolderName[], proof: string, { exact }: NameOptions): NameComparison {
  const named = addresseesOf(proof, (word) => holder.some((name) => isBorne(name, word)));
  if (!named) return { verdict: 'unclear', reasons: ['no-script'], pairs: [] };
  const isCut = (n: HolderName): boolean => [n.surname, n.givenNames, n.fullName].some((s) => s?.truncated);
  const whole = holder.filter((n) => !isCut(n));
  const compareTo = (persons: readonly PersonNamed[]): NameComparison[] => (whole.length > 0 ? whole : holder).flatMap((name) => persons.map((person) => comparePerson(name, person, exact)));
  const results = [...compareTo(named.persons), ...compareTo(named.unparted).filter((r) => r.verdict === 'same')];
  const best = results.sort((a, b) => ranks[a.verdict] - ranks[b.verdict])[0] ?? { verdict: 'unclear', reasons: ['no-name'], pairs: [] } satisfies NameComparison;
  if (named.company && best.verdict !== 'unclear') return { ...best, verdict: 'mismatch', reasons: ['company', ...best.reasons] };
  return named.careOf ? { ...best, reasons: [...best.reasons, 'care-of'] } : best;
}

function isBorne(name: HolderName, word: string): boolean {
  const asked = wordsOfName(word);
  return asked !== null && asked.every((a) => (holderWords(name) ?? []).some((w) => identical(w, a)));
}

/** Whether a line holds the holder's name or a part of it and no other word, whatever such words may mean elsewhere (Page, Cash, Power). */
export const namesHolder = (holder: readonly HolderName[]) => (line: string): boolean => {
  const { verdict, pairs } = compareToHolder(holder, line, { exact: true });
  return (verdict === 'same' || verdict === 'partial') && pairs.every((p) => p.holder !== null || p.relation === 'particle');
};

/** Of several people on one line the one who fits best is meant. */
const ranks: Readonly<Record<NameVerdict, number>> = { same: 0, partial: 1, unclear: 2, mismatch: 3 };

function holderWords({ surname, givenNames, fullName }: HolderName): HolderWord[] | null {
  const of = (side: NameSide | undefined, part: NamePart | null): HolderWord[] | null => {
    const pieces = (side?.value ?? '').split(/\s+|(?=[-‐‑–])/).filter((p) => /\p{L}/u.test(p));
    const words = pieces.map((p) => wordsOfName(p)?.map((w) => ({ ...w, part, cut: side?.truncated === true, hyphen: /^[-‐‑–]/.test(p) })) ?? null);
    return words.some((w) => w === null) ? null : words.flatMap((w) => w!);
  };
  const parts = surname || givenNames ? [of(givenNames, 'given'), of(surname, 'surname')] : [of(fullName, null)];
  return parts.some((p) => p === null) ? null : parts.flatMap((p) => p!);
}

function comparePerson(name: HolderName, person: PersonNamed, exact: boolean): NameComparison {
  const holder = holderWords(name);
  if (!holder) return { verdict: 'unclear', reasons: ['no-script'], pairs: [] };
  const tokens = withBorne(person.tokens, holder);
  if (holder.length === 0 || tokens.length === 0) return { verdict: 'unclear', reasons: ['no-name'], pairs: [] };
  const generation = holder.find((w) => generationOf(w.forms[0]!) === person.generation);
  const words = holder.filter((w) => w !== generation);
  const { pairs, matches } = alignNames(words, tokens, exact);
  const order = orderReasons(matches.map((m) => ({ h: m.h, p: m.p[0]! })), words);
  const reasons = new Set<NameReason>([...order, ...pairs.flatMap(reasonOf), ...(person.titled && tokens.length < person.tokens.length ? ['title' as const] : []), ...(person.household ? ['household' as const] : [])]);
  if (person.generation !== null && !generation) reasons.add('generation');
  const differing = differenceIn(pairs);
  if (differing) return { verdict: 'mismatch', reasons: [differing, ...reasons], pairs: withDifferences(pairs) };
  if (pairs.some((p) => p.relation === 'misread')) return { verdict: 'unclear', reasons: [...reasons], pairs };
  return { verdict: [...reasons].some((r) => lessening.has(r)) ? 'partial' : 'same', reasons: [...reasons], pairs };
}

/** Titles and degrees go, but for those that are the holder's names: Don Smith, Demba Ba. */
function withBorne(tokens: readonly NameToken[], holder: readonly HolderWord[]): NameToken[] {
  const left = [...holder];
  const take = (token: NameToken): boolean => {
    const at = left.findIndex((w) => identical(w, token));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  tokens.filter((t) => !t.aside).forEach(take);
  return tokens.filter((t) => !t.aside || take(t));
}

/** Reasons for which a name is not the whole one. Order of surname and given names, titles, transliteration are none. */
const lessening: ReadonlySet<NameReason> = new Set<NameReason>(['given-order', 'initial', 'short-form', 'given-missing', 'surname-missing', 'extra-name', 'married-name', 'generation']);

const reasonsByRelation: Readonly<Partial<Record<TokenRelation, NameReason>>> = { transliteration: 'transliteration', cut: 'truncated', joined: 'joined', initial: 'initial', 'short-form': 'short-form', particle: 'particle', misread: 'misread', married: 'married-name', extra: 'extra-name' };
const reasonOf = ({ relation, part }: TokenPair): NameReason[] => {
  const reason = relation === 'missing' ? (part === 'surname' ? 'surname-missing' : 'given-missing') : reasonsByRelation[relation];
  return reason ? [reason] : [];
};

/** Surname before given names is custom; words of one of them in another order may be another person (Anna Maria, Maria Anna). */
function orderReasons(places: readonly { h: readonly number[]; p: number }[], holder: readonly HolderWord[]): NameReason[] {
  const sorted = [...places].sort((a, b) => a.p - b.p);
  const of = (part: NamePart | null): number[] => sorted.filter((m) => holder[m.h[0]!]!.part === part).map((m) => m.h[0]!);
  const rises = (at: readonly number[]): boolean => at.every((h, i) => i === 0 || h > at[i - 1]!);
  const wholes = of(null);
  if (wholes.length > 0) {
    const turned = wholes.findIndex((h, i) => i > 0 && h < wholes[i - 1]!);
    if (turned < 0) return [];
    return rises([...wholes.slice(turned), ...wholes.slice(0, turned)]) ? ['order'] : ['given-order'];
  }
  if (!rises(of('given')) || !rises(of('surname'))) return ['given-order'];
  const parts = sorted.map((m) => holder[m.h[0]!]!.part);
  return parts.includes('given') && parts.indexOf('surname') >= 0 && parts.indexOf('surname') < parts.lastIndexOf('given') ? ['order'] : [];
}

/** Words left on both sides are two names; words left on one side only are more or fewer of one. */
function differenceIn(pairs: readonly TokenPair[]): NameReason | null {
  const left = (relation: TokenRelation, part?: NamePart): boolean => pairs.some((p) => p.relation === relation && (part === undefined || p.part === part));
  const matched = pairs.filter((p) => p.holder !== null && p.proof !== null);
  if (matched.length === 0) return 'name-differs';
  const holderLeft = left('missing') || pairs.some((p) => p.relation === 'married' && p.proof === null);
  const proofMarried = pairs.some((p) => p.relation === 'married' && p.holder === null);
  const surnameLeft = pairs.some((p) => p.part === 'surname' && p.proof === null && p.relation !== 'particle');
  if (!(left('extra') && holderLeft) && !(proofMarried && surnameLeft)) return null;
  return surnameLeft ? 'surname-differs' : left('missing', 'given') ? 'given-differs' : 'name-differs';
}

/** For showing: what is left on either side stands under each other. */
function withDifferences(pairs: readonly TokenPair[]): TokenPair[] {
  const extras = pairs.filter((p) => p.relation === 'extra' || (p.relation === 'married' && p.holder === null));
  const shown = pairs.filter((p) => !extras.includes(p)).map((pair): TokenPair => {
    if (pair.proof !== null || pair.relation === 'particle') return pair;
    const other = extras.shift();
    return other ? { ...pair, proof: other.proof, relation: 'different' } : pair;
  });
  return [...shown, ...extras];
}
