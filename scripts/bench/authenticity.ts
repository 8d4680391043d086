/**
 * `npm run bench:authenticity [-- --real | --synthetic] [--set NAME] [--verbose]`: each vote's misses and false alarms, on real pictures and on
 * attacks modelled from physics.
 */
import { fileURLToPath } from 'node:url';
import { createEngines } from '../../cli/engines.ts';
import { measureReal } from './authenticity/real.ts';
import { measureSynthetic } from './authenticity/synthetic.ts';

const data = process.env['VESTIBULE_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const engines = createEngines();
const verbose = process.argv.includes('--verbose');
const at = process.argv.indexOf('--set');
if (!process.argv.includes('--synthetic')) await measureReal(data, engines, verbose, at > 0 ? (process.argv[at + 1] ?? null) : null);
if (!process.argv.includes('--real')) await measureSynthetic(engines, verbose);
