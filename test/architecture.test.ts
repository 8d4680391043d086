/** The walls of the house (docs/adr/0001-shape.md), seen from the source text: what lint comments or a tsconfig could hide is found here. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checks } from '../core/checks/index.ts';
import { artifacts } from '../core/vision/artifacts/index.ts';
import { localeText } from '../scripts/locales.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

type Source = { file: string; imports: string[]; text: string; lines: number };

function sourcesBelow(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && /\.(ts|vue|mjs)$/.test(e.name) && !e.name.endsWith('.d.ts'))
    .map((e) => {
      const path = join(e.parentPath, e.name);
      const text = readFileSync(path, 'utf8');
      const imports = [...text.matchAll(/(?:from\s+|import\s*\(\s*|import\s+)['"]([^'"]+)['"]/g)].map((m) => m[1] ?? '');
      return { file: relative(root, path), imports: imports.map((i) => (i.startsWith('.') ? relative(root, resolve(dirname(path), i)) : i)), text, lines: text.split('\n').length };
    });
}

const rooms = ['core', 'electron', 'renderer', 'cli', 'hub'] as const;
const all = rooms.flatMap(sourcesBelow);
const product = all.filter((s) => !s.file.endsWith('.test.ts'));
const isNode = (i: string) => i.startsWith('node:') || ['fs', 'path', 'crypto', 'os', 'child_process', 'url'].includes(i);
const engineEntrances = /^(opencv-wasm|@vladmandic\/|@tensorflow\/|tesseract\.js|zxing-wasm|@techstark\/|pdfjs-dist)/;

const walls: readonly { who: (s: Source) => boolean; never: (i: string, s: Source) => boolean; because: string }[] = [
  { who: (s) => s.file.startsWith('core/'), never: (i) => isNode(i) || i === 'electron' || i === 'vue' || /^(electron|renderer|cli|hub)\//.test(i), because: 'core knows no host' },
  { who: (s) => s.file.startsWith('core/') && !s.file.startsWith('core/vision/engines/'), never: (i) => engineEntrances.test(i), because: 'only engines import OpenCV, face-api, tfjs, tesseract, zxing' },
  { who: (s) => s.file.startsWith('core/checks/'), never: (i, s) => /^core\/checks\/[a-z]+\//.test(i) && s.file !== 'core/checks/index.ts', because: 'a check never imports a check' },
  { who: (s) => s.file.startsWith('core/checks/') || s.file.startsWith('core/case/'), never: (i) => i.startsWith('core/vision/engines/') && !i.endsWith('engine.ts'), because: 'artifacts import engines; nobody else does' },
  { who: (s) => s.file === 'core/case/decide.ts', never: (i) => i.startsWith('core/vision/'), because: 'decide() sees results, never artifacts' },
  { who: (s) => s.file.startsWith('renderer/'), never: (i) => isNode(i) || i === 'electron' || /^(electron|cli|hub)\//.test(i), because: 'the window reaches the station only through the contract' },
  { who: (s) => s.file.startsWith('renderer/') && !s.file.startsWith('renderer/alone/') && s.file !== 'renderer/App.vue', never: (i) => i.startsWith('renderer/alone/'), because: 'the screens of a customer alone stand on those of the journey, never the other way' },
  { who: (s) => s.file.startsWith('electron/station/'), never: (i) => i === 'electron' || /^(renderer|cli|hub)\//.test(i), because: 'the station is a plain Node program' },
  { who: (s) => s.file.startsWith('electron/'), never: (i) => /^(renderer|cli|hub)\//.test(i), because: 'main and station import core only' },
  { who: (s) => s.file.startsWith('electron/station/store/'), never: (i) => i.startsWith('electron/station/') && !i.startsWith('electron/station/store/'), because: 'store knows nobody above it' },
  { who: (s) => s.file.startsWith('electron/station/scan/'), never: (i) => i.startsWith('electron/station/') && !i.startsWith('electron/station/scan/'), because: 'scan knows nobody above it' },
  { who: (s) => s.file.startsWith('electron/station/store/migrations/'), never: (i) => i.startsWith('core/') || isNode(i) || i.endsWith('better-sqlite3'), because: 'migrations import only the Db type' },
  { who: (s) => s.file.startsWith('cli/'), never: (i) => i === 'electron' || i.startsWith('renderer/') || (i.startsWith('electron/') && !i.startsWith('electron/station/')), because: 'the CLI hosts core and the station only' },
  { who: (s) => s.file.startsWith('hub/'), never: (i) => i === 'electron' || i === 'vue' || /^(electron|renderer|cli)\//.test(i) || (i.startsWith('core/') && !i.startsWith('core/sync/') && i !== 'core/errors.ts'), because: 'the hub knows what travels (core/sync) and the errors, nothing else' },
  { who: (s) => s.file.startsWith('hub/db/migrations/'), never: (i) => !i.startsWith('hub/db/migrations/'), because: 'migrations of the hub are text' },
];

describe('import walls', () => {
  for (const wall of walls) {
    it(wall.because, () => {
      const found = product.filter(wall.who).flatMap((s) => s.imports.filter((i) => wall.never(i, s)).map((i) => `${s.file} -> ${i}`));
      expect(found).toEqual([]);
    });
  }

  it('has no cycles in core, station, cli and hub', () => {
    const graph = new Map(product.map((s) => [s.file, typeFreeImports(s)]));
    expect(cycleIn(graph)).toEqual([]);
  });

  it('keeps only electron/*.ts at the electron module', () => {
    const found = product.filter((s) => s.imports.includes('electron') && !/^electron\/[^/]+\.ts$/.test(s.file)).map((s) => s.file);
    expect(found).toEqual([]);
  });
});

describe('house rules', () => {
  it('has no source file above 400 lines', () => {
    expect(all.filter((s) => s.lines > 420 && !s.file.endsWith('.test.ts')).map((s) => `${s.file}: ${s.lines}`)).toEqual([]);
  });

  it('uses no any, no enum, no interface of its own', () => {
    const smell = /(:\s*any\b|\bas any\b|<any>|^\s*(export\s+)?(const\s+)?enum\s|^\s*(export\s+)?interface\s)/m;
    expect(product.filter((s) => smell.test(s.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''))).map((s) => s.file)).toEqual([]);
  });
});

describe('a check is whole', () => {
  const files = product.filter((s) => /^core\/checks\/[a-z]+\/[a-z-]+\.ts$/.test(s.file));

  it('is registered once, one file each', () => {
    const ids = checks.map((c) => c.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(files.length).toBe(checks.length);
  });

  it.each(files.map((s) => [s.file]))('%s has a test beside it', (file) => {
    expect(all.some((s) => s.file === file.replace(/\.ts$/, '.test.ts'))).toBe(true);
  });

  it.each(checks.map((c) => [c.id, c] as const))('%s: remedy fits 90 characters and says what to do', (_id, check) => {
    const texts = [check.strings, ...Object.values(check.strings.variants ?? {})];
    for (const { failure, remedy } of texts) {
      expect(failure).toMatch(/^[A-Z].*\.$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
      expect(remedy.length).toBeLessThanOrEqual(90);
    }
    expect(check.strings.note.length).toBeGreaterThan(10);
    expect(Object.keys(check.strings.variants ?? {})).toEqual(expect.arrayContaining([...(check.strings.staffVariants ?? [])]));
  });

  it.each(checks.map((c) => [c.id, c] as const))('%s: is made of artifacts that exist', (_id, check) => {
    const given = ['frame', 'faceMatch', 'faceSteps', 'statementFacts', 'seenBefore', 'staffComparison', 'insider', 'insiderFace', 'blockList', 'blockedFace', 'duplicates', 'challenge', 'liveEvidence', 'votes', 'proofFacts'];
    for (const name of check.artifacts as readonly string[]) expect([...given, ...artifacts.map((a) => a.name)]).toContain(name);
  });

  it.each(files.map((s) => [s.file, s.text] as const))('%s: its limit carries an origin', (_file, text) => {
    const at = text.search(/limit:\s*[-\d.]|limit:\s*[A-Za-z]/);
    expect(at).toBeGreaterThan(0);
    expect(text.slice(0, at)).toMatch(/(\/\/|\*).*(measured|standard|ISO|ICAO|OFIQ|chosen|policy|Regula|Soukupova|definition|count)/is);
  });
});

describe('locales', () => {
  it('resources/locales/en.json is what the code says (npm run locales)', () => {
    expect(readFileSync(join(root, 'resources/locales/en.json'), 'utf8')).toBe(localeText());
  });
});

function typeFreeImports(source: Source): string[] {
  const typeOnly = new Set([...source.text.matchAll(/import\s+type\s[^'"]*from\s+['"]([^'"]+)['"]/g)].map((m) => relative(root, resolve(dirname(join(root, source.file)), m[1] ?? ''))));
  return source.imports.filter((i) => /\.(ts|vue)$/.test(i) && !typeOnly.has(i));
}

function cycleIn(graph: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const walk = (node: string, path: string[]): string[] => {
    const at = path.indexOf(node);
    if (at >= 0) return [...path.slice(at), node];
    if (done.has(node)) return [];
    for (const next of graph.get(node) ?? []) {
      const found = walk(next, [...path, node]);
      if (found.length > 0) return found;
    }
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const found = walk(node, []);
    if (found.length > 0) return found;
  }
  return [];
}
