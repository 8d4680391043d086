/**
 * `npm run bench:authenticity [-- --real | --synthetic] [--set NAME] [--seed N] [--attack GROUP] [--documents N] [--pictures FOLDER] [--verbose]`: each vote's misses and false alarms, on real pictures and on
 * attacks modelled from physics.
 */
import { fileURLToPath } from 'node:url';
import { createEngines } from '../../cli/engines.ts';
import { measureReal } from './authenticity/real.ts';
import { measureSecondPortraits } from './authenticity/second-portraits.ts';
import { measureSynthetic } from './authenticity/synthetic.ts';

const data = process.env['VESTIBULE_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const engines = createEngines();
const has = (name: string): boolean => process.argv.includes(name);
const after = (name: string): string | null => (has(name) ? (process.argv[process.argv.indexOf(name) + 1] ?? null) : null);
const verbose = has('--verbose');
const seed = Number(after('--seed') ?? 1);
const parts = ['--real', '--synthetic', '--portraits'];
const wanted = (part: string): boolean => has(part) || !parts.some(has);
if (wanted('--real')) await measureReal(data, engines, verbose, after('--set'));
if (wanted('--synthetic')) await measureSynthetic(engines, verbose, { seed, only: after('--attack') ?? '', most: Number(after('--documents') ?? Infinity), kept: after('--pictures') });
if (wanted('--portraits')) await measureSecondPortraits(data, engines, verbose, seed);
