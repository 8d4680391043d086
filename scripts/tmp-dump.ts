import { createEngines } from '../cli/engines.ts';
import { study } from '../core/brain.ts';
import { casesOf, pictureOf } from '../scripts/bench/statement/scenes.ts';
import { dewarp } from '../core/vision/document/dewarp.ts';
import { pageSizeOf } from '../core/vision/statement/parts.ts';
import { grayOf } from '../core/vision/artifacts/gray.ts';
import { findRows } from '../core/vision/print/rows.ts';
import sharp from 'sharp';
const engines = createEngines();
const want = process.argv.slice(2);
for (const c of casesOf('held-out', { printed: 24 })) {
  if (!want.includes(c.name)) continue;
  const frame = await pictureOf(c);
  const st = study(engines, { frame, width: frame.width, height: frame.height, scale: 1 });
  const { sheet } = await st.gather('statementParts');
  const opencv = await engines.opencv();
  const page = grayOf(dewarp(opencv, frame, sheet!.quad, pageSizeOf(sheet!.quad, 1200)));
  const rows = findRows(opencv, page, 'poster').rows;
  console.log(c.name, page.width, page.height, JSON.stringify(rows.map((r) => [r.x, r.y, r.width, r.height].map(Math.round))), JSON.stringify(sheet!.region));
  await sharp(Buffer.from(page.data), { raw: { width: page.width, height: page.height, channels: 1 } }).png().toFile(`/tmp/${c.name}.png`);
  const print = await engines.print();
  for (const r of rows) { const l = (await print.readRows(page, [r])).lines[0]; console.log('  ', l?.text, l?.confidence.toFixed(2)); for (const w of l?.words ?? []) console.log('     ', JSON.stringify(w)); }
}
process.exit(0);
