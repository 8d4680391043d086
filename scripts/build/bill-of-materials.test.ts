import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readComponents } from '../../electron/station/about.ts';
import { billWithElectron, writeBillOfMaterials } from './bill-of-materials.ts';

const root = path.resolve(import.meta.dirname, '../..');
const model = { name: 'models/m.bin', sha256: 'a'.repeat(64), licence: 'MIT, trained by nobody', source: 'faces@1.2.3' };

let folder: string;
const bill = (): string => readFileSync(path.join(folder, 'sbom.cdx.json'), 'utf8');
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-bill-'));
  writeFileSync(path.join(folder, 'MANIFEST.json'), JSON.stringify([model]));
  writeBillOfMaterials(root, folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bill of materials', () => {
  it('is the same for the same tree, and names no time, no serial number and no host packages came from', () => {
    const first = bill();
    writeBillOfMaterials(root, folder);
    expect(bill()).toBe(first);
    expect(first).not.toMatch(/"serialNumber"|"timestamp"|"distribution"/);
    expect(JSON.parse(first)).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', metadata: { component: { name: 'vestibule', type: 'application' } } });
  });

  it('holds each package that runs, with licence and hash, none that only builds, and the models with their sha256', () => {
    const { components } = JSON.parse(bill()) as { components: { name: string; type: string; hashes?: { content: string }[]; licenses?: unknown[] }[] };
    const named = (name: string) => components.find((component) => component.name === name);
    expect(named('zod')?.hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/);
    expect(named('better-sqlite3')).toMatchObject({ purl: expect.stringMatching(/^pkg:npm\/better-sqlite3-multiple-ciphers@/) });
    expect(named('vue')?.type).toBe('library');
    expect(named('vitest')).toBeUndefined();
    expect(named('models/m.bin')).toMatchObject({ type: 'machine-learning-model', hashes: [{ alg: 'SHA-256', content: model.sha256 }], licenses: [{ license: { name: model.licence } }] });
    expect(components.filter((component) => !component.licenses?.length)).toEqual([]);
  });

  it('names the Electron that a trial is packed around, and is the same otherwise', () => {
    type Bill = { components: { name: string; version?: string }[] };
    const [shipped, trial] = [bill(), billWithElectron(bill(), '25.1.1')].map((text) => JSON.parse(text) as Bill) as [Bill, Bill];
    expect(trial.components.find(({ name }) => name === 'electron')).toMatchObject({ version: '25.1.1', purl: 'pkg:npm/electron@25.1.1' });
    const others = ({ components, ...rest }: Bill): object => ({ ...rest, components: components.filter(({ name }) => name !== 'electron') });
    expect(others(trial)).toEqual(others(shipped));
  });

  it('is what the about page shows', () => {
    expect(readComponents(folder)).toContainEqual({ name: 'zod', version: expect.stringMatching(/^4\./), licence: 'MIT' });
    expect(readComponents(folder)).toContainEqual({ name: 'electron', version: expect.stringMatching(/^\d+\./), licence: 'MIT' });
  });
});
