/**
 * `npm run bench:address [-- --count N --seed TEXT --drawn N --looks clean,photo --real --readers --legibility N --engines --verbose]`: class, issue date, name verdict and address
 * verdict of proofs of address. First N fictional papers of the repository as text with places, then some of them drawn, degraded and read from
 * pixels, then with --real the papers of ../shared/data (VESTIBULE_DATA), which are skipped aloud when absent. With --readers the lines of the
 * drawn papers by two readers instead. With --legibility N drawn papers, and with --real those of the sets, in states in which they can be read or not;
 * with --engines the rows of poa_docs by one engine and by two. Figures in the README are of seed
 * `held-out`, which nothing was made on; work on others.
 */
import { parseArgs } from 'node:util';
import { createEngines } from '../../cli/engines.ts';
import { makeBill } from '../specimens/bill/make.ts';
import { measureDrawn } from './address/drawn.ts';
import { judged, Tally } from './address/judge.ts';
import { measureLegibility } from './address/legible.ts';
import { compareReaders } from './address/readers.ts';
import { measureReal } from './address/real.ts';
import { measureTwoEngines } from './address/two-engines.ts';

const { values: options } = parseArgs({ options: {
  count: { type: 'string', default: '1000' }, seed: { type: 'string', default: 'held-out' }, drawn: { type: 'string', default: '0' }, looks: { type: 'string', default: 'clean,print-scan,gray-copy,photo' },
  real: { type: 'boolean', default: false }, readers: { type: 'boolean', default: false }, legibility: { type: 'string', default: '0' }, engines: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false },
} });
/** The case's day; fixed, so that a run can be repeated. */
const caseDate = '2026-11-23';

const tally = new Tally(options.verbose);
for (let i = 0; i < Number(options.count); i++) {
  const bill = makeBill(`${options.seed} ${i}`, caseDate);
  tally.add(bill, judged(bill, bill.text, { caseDate, exact: true }));
}
if (Number(options.count) > 0) tally.print(`fictional papers as text, seed ${options.seed}`);

if (options.engines) await measureTwoEngines();
const poor = Number(options.legibility);
if (Number(options.drawn) > 0 || options.real || poor > 0) {
  const engines = createEngines();
  const drawn = { count: Number(options.drawn), looks: options.looks.split(','), seed: options.seed, caseDate, verbose: options.verbose };
  if (drawn.count > 0) await (options.readers ? compareReaders : measureDrawn)(engines, drawn);
  if (poor > 0) await measureLegibility(engines, { count: poor, seed: options.seed, real: options.real, caseDate, verbose: options.verbose });
  else if (options.real) await measureReal(engines, { caseDate, verbose: options.verbose });
  await (await engines.print()).close();
}
