/**
 * `npm run bench:barcode [-- --real]`: how well and how fast symbols are read. Synthetic: every format under one defect at a time, three levels,
 * seeded, through the artifact as the station runs it, with the AAMVA fields of PDF417 compared one by one. --real: the pictures of
 * ../shared/data (VESTIBULE_DATA) in which a symbol is found. Times are processor time from decoded pixels, one thread.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodePicture, readPictureFile } from '../../cli/decode.ts';
import { createEngines } from '../../cli/engines.ts';
import { barcodeFormats, type BarcodeFormat } from '../../core/document/reading.ts';
import { readSymbols } from '../../core/document/symbols.ts';
import { createFrame, type Frame, type Quad } from '../../core/frame.ts';
import type { FoundSymbol } from '../../core/vision/artifacts/barcodes.ts';
import { homographyBetween, mapPoint } from '../../core/vision/document/plane.ts';
import { createGatherer } from '../../core/vision/gather.ts';
import { licenceText, usLicence } from '../specimens/document/aamva-text.ts';
import { createRandom } from '../specimens/random.ts';
import { symbolModules, type SymbolModules } from '../specimens/symbol.ts';

type Defect = { pixelsAModule: number; tiltShare: number; blur: number; noise: number; glare: number };
const plain: Defect = { pixelsAModule: 3, tiltShare: 0, blur: 0, noise: 0, glare: 0 };
const defects: Readonly<Record<string, readonly Partial<Defect>[]>> = {
  'low resolution, pixels a module': [{ pixelsAModule: 2.5 }, { pixelsAModule: 1.8 }, { pixelsAModule: 1.3 }],
  'blur, sigma in modules': [{ blur: 0.4 }, { blur: 0.6 }, { blur: 0.8 }],
  'perspective, share of the side': [{ tiltShare: 0.06 }, { tiltShare: 0.12 }, { tiltShare: 0.2 }],
  'noise, sigma in levels': [{ noise: 12 }, { noise: 25 }, { noise: 40 }],
  'glare, radius as a share of the side': [{ glare: 0.08 }, { glare: 0.16 }, { glare: 0.24 }],
};
const trials = 2;
const symbolOptions: Readonly<Record<BarcodeFormat, string>> = { PDF417: 'columns=13,ecLevel=5', QRCode: '', Aztec: '', DataMatrix: '' };

const { values: options } = parseArgs({ options: { real: { type: 'boolean', default: false } } });
const engines = createEngines();

/** The symbol on light paper on a gray desk, at any rotation. */
function pictureOf(modules: SymbolModules, defect: Defect, random: () => number): Frame {
  const [w, h] = [modules.width * defect.pixelsAModule, modules.height * defect.pixelsAModule];
  const [width, height] = [1200, 1200];
  const angle = random() * 2 * Math.PI;
  const skew = () => 1 + (random() * 2 - 1) * defect.tiltShare;
  const corner = (x: number, y: number) => {
    const [sx, sy] = [x * w * 0.5 * skew(), y * h * 0.5 * skew()];
    return { x: width / 2 + sx * Math.cos(angle) - sy * Math.sin(angle), y: height / 2 + sx * Math.sin(angle) + sy * Math.cos(angle) };
  };
  const quad: Quad = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
  const toModules = homographyBetween(quad, [{ x: 0, y: 0 }, { x: modules.width, y: 0 }, { x: modules.width, y: modules.height }, { x: 0, y: modules.height }]);
  const light = new Float32Array(width * height);
  const quiet = 12;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      // 3 x 3 samples a pixel stand for its area.
      for (let k = 0; k < 9; k++) {
        const p = mapPoint(toModules, { x: x + ((k % 3) + 0.5) / 3, y: y + (Math.floor(k / 3) + 0.5) / 3 });
        const inside = p.x >= 0 && p.y >= 0 && p.x < modules.width && p.y < modules.height;
        const paper = p.x > -quiet && p.y > -quiet && p.x < modules.width + quiet && p.y < modules.height + quiet;
        sum += inside ? (modules.data[Math.floor(p.y) * modules.width + Math.floor(p.x)] === 0 ? 40 : 215) : paper ? 215 : 120;
      }
      light[y * width + x] = sum / 9;
    }
  }
  const blurred = blur(light, width, height, defect.blur * defect.pixelsAModule);
  const spot = { x: width / 2 + (random() - 0.5) * w * 0.5, y: height / 2 + (random() - 0.5) * h * 0.5, radius: defect.glare * Math.sqrt(w * h) };
  const out = createFrame(width, height);
  for (let i = 0; i < blurred.length; i++) {
    const far = Math.hypot((i % width) - spot.x, Math.floor(i / width) - spot.y);
    const glare = spot.radius > 0 ? 400 * Math.exp(-((far / spot.radius) ** 4)) : 0;
    // Sum of three even numbers: near enough to normal.
    const noise = (random() + random() + random() - 1.5) * 2 * defect.noise;
    out.data.fill(blurred[i]! + glare + noise, i * 4, i * 4 + 3);
    out.data[i * 4 + 3] = 255;
  }
  return out;
}

function blur(values: Float32Array, width: number, height: number, sigma: number): Float32Array {
  if (sigma === 0) return values;
  const radius = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)));
  const total = kernel.reduce((a, b) => a + b, 0);
  const pass = (from: Float32Array, step: number, along: (i: number) => number, length: number): Float32Array => Float32Array.from(from, (_, i) => {
    const at = along(i);
    let sum = 0;
    for (let k = -radius; k <= radius; k++) sum += from[i + (Math.min(length - 1, Math.max(0, at + k)) - at) * step]! * kernel[k + radius]!;
    return sum / total;
  });
  return pass(pass(values, 1, (i) => i % width, width), width, (i) => Math.floor(i / width), height);
}

const times: number[] = [];
async function look(frame: Frame): Promise<FoundSymbol[]> {
  const gather = createGatherer(engines, { frame, effort: 'still' });
  const before = process.cpuUsage();
  const found = await gather('barcodes');
  const used = process.cpuUsage(before);
  times.push((used.user + used.system) / 1000);
  return found;
}

function sayTimes(of: string): void {
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN);
  console.log(`${of}: processor time median ${at(0.5)} ms · p95 ${at(0.95)} ms · worst ${at(1)} ms (${times.length} pictures)`);
  times.length = 0;
}

async function benchSynthetic(): Promise<void> {
  await engines.barcode();
  const text = licenceText(usLicence);
  let [right, wanted, invented] = [0, 0, 0];
  for (const format of barcodeFormats) {
    const modules = await symbolModules(format, text, symbolOptions[format]);
    let [decoded, all] = [0, 0];
    for (const [name, levels] of Object.entries(defects)) {
      const line: string[] = [];
      for (const [level, defect] of levels.entries()) {
        let n = 0;
        for (let trial = 0; trial < trials; trial++) {
          const found = await look(pictureOf(modules, { ...plain, ...defect }, createRandom(`${format} ${name} ${level} ${trial}`).next));
          if (found.some((s) => s.format === format && s.text === text)) n++;
          if (found.some((s) => s.text !== text)) invented++;
          if (format !== 'PDF417' || found.length === 0) continue;
          const fields = readSymbols(found).fields ?? {};
          for (const [field, value] of Object.entries(usLicence.fields)) {
            wanted++;
            if (fields[field as keyof typeof fields]?.value === value) right++;
          }
        }
        line.push(`${n}/${trials}`);
        decoded += n;
        all += trials;
      }
      console.log(`${format}\t${name}\t${levels.map((l) => Object.values(l)[0]).join(' ')}\t${line.join(' ')}`);
    }
    console.log(`${format}\tdecoded ${decoded} of ${all}`);
  }
  console.log(`fields of decoded PDF417: ${right} of ${wanted} right; symbols with another text than the printed one: ${invented}`);
  sayTimes('synthetic 1200 x 1200');
}

async function benchReal(): Promise<void> {
  const data = process.env['VESTIBULE_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
  for (const set of ['id_and_other_docs', 'mrz_specimen', 'poa_docs', 'screenshots', 'sroie_receipts']) {
    if (!existsSync(path.join(data, set))) {
      console.error(`SKIPPED: ${set} is not there. Set VESTIBULE_DATA.`);
      continue;
    }
    let [pictures, symbols] = [0, 0];
    for (const file of readdirSync(path.join(data, set)).filter((f) => /\.(jpe?g|png|webp)$/i.test(f))) {
      const found = await look((await decodePicture(await readPictureFile(path.join(data, set, file)))).frame);
      pictures++;
      symbols += found.length;
      for (const s of found) console.log(`${set}/${file}\t${s.format}\t${s.text.length} characters\t${readSymbols([s]).barcodes[0]?.standard ?? 'no known standard'}`);
    }
    console.log(`${set}: ${symbols} symbols decoded in ${pictures} pictures`);
    sayTimes(set);
  }
}

await (options.real ? benchReal() : benchSynthetic());
