/** `npm run bench:audit [-- --lines 200 --times 100]`: ten ways to falsify the audit trail, each so many times at other places, and how many are found. */
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { verifyAuditChain } from '../../electron/station/store/audit-chain.ts';
import type { Db } from '../../electron/station/store/db.ts';
import { newPrivateKey, signerOf } from '../../electron/station/store/signature.ts';
import { dice, makeTrail, tampered, tamperings } from '../../test/fakes/tamper.ts';

const { values } = parseArgs({ options: { lines: { type: 'string', default: '200' }, times: { type: 'string', default: '100' } } });
const [lines, times] = [Number(values.lines), Number(values.times)];
const signer = signerOf(newPrivateKey());
const trail = makeTrail(signer, lines);
const trust = { publicKey: signer.publicKey, anchors: [trail.anchor] };

const sound = new Database(trail.bytes) as Db;
const startedMs = performance.now();
if (!verifyAuditChain(sound, trust).ok) throw new Error('the trail was not sound to begin with');
console.log(`${lines} lines, signed: sound, walked in ${(performance.now() - startedMs).toFixed(0)} ms`);
let missed = 0;
for (const [index, [name, tampering]] of Object.entries(tamperings).entries()) {
  const why = new Map<string, number>();
  let found = 0;
  for (let n = 0; n < times; n += 1) {
    const db = tampered(trail, tampering, dice(index * 10_007 + n + 1));
    const report = verifyAuditChain(db, trust);
    db.close();
    if (report.ok) continue;
    found += 1;
    why.set(report.why, (why.get(report.why) ?? 0) + 1);
  }
  missed += times - found;
  console.log(`${name.padEnd(26)} ${found} of ${times} found  ${[...why].map(([word, count]) => `${word} ${count}`).join(', ')}`);
}
console.log(missed === 0 ? 'none missed' : `${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
