/** From the pictures of a case to its verdict, in Node: decode, checks, reading, match and the station's decision, engines warm. */
import { createEngines } from '../../../cli/engines.ts';
import { casePicture, collectCase } from '../../../cli/collect-case.ts';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import { decide } from '../../../core/case/decide.ts';
import { loadPolicy } from '../../../cli/policy.ts';
import { limitsOf, rulesOf } from '../../../core/rules.ts';
import { liveContext } from './node-loops.ts';
import { timeRow, type Row } from './statistics.ts';

const targetMs = 8000;

export async function caseBench(document: string, face: string, rounds: number): Promise<Row[]> {
  const engines = createEngines();
  const policy = await loadPolicy(undefined);
  const parts = new Map<string, number[]>();
  const totals: number[] = [];
  const processor: number[] = [];
  for (let i = -1; i < rounds; i += 1) {
    const from = performance.now();
    const used = process.cpuUsage();
    const pictures = [casePicture('document-front', await decodePicture(await readPictureFile(document))), casePicture('face', await decodePicture(await readPictureFile(face)))];
    const { results, ms } = await collectCase(engines, pictures, { ...liveContext, lane: 'file' }, rulesOf(limitsOf(policy)));
    decide({ results, tier: 'primary', mode: 'batch', attestation: null }, policy);
    // The first round loads the models.
    if (i < 0) continue;
    totals.push(performance.now() - from);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1000);
    for (const [name, took] of Object.entries(ms)) parts.set(name, [...(parts.get(name) ?? []), took]);
  }
  return [timeRow('capture to verdict, document and face', totals, targetMs, 'median'), timeRow('capture to verdict, processor time', processor, null, 'median'), ...[...parts].map(([name, times]) => timeRow(`  ${name}`, times, null, 'median'))];
}
