/**
 * out/resources/sbom.cdx.json: what the station is made of, as a CycloneDX 1.5 bill of materials. Packages with hash, licence and who needs whom
 * as npm itself tells them of the installed tree (run time only; the hub's, which has the same package.json and is not packed, among them), then Electron, and the models and texts of MANIFEST.json
 * with their sha256.
 * Without time and serial number: the same tree gives the same file.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readModels } from '../../electron/station/about.ts';

const ref = z.looseObject({ 'bom-ref': z.string(), name: z.string(), properties: z.array(z.object({ name: z.string(), value: z.string() })).default([]) });
/** What of npm's answer is used here; the rest goes through untouched. */
const npmSays = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: ref }),
  components: z.array(ref).min(1),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});

const packageSchema = z.object({ name: z.string(), devDependencies: z.object({ electron: z.string() }) });

/** @throws Error when npm cannot be run or finds the installed tree at fault (then `npm ci` mends it). */
export function writeBillOfMaterials(root: string, resourcesDir: string): void {
  writeFileSync(path.join(resourcesDir, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(root, resourcesDir), null, 1)}\n`);
}

function billOfMaterials(root: string, resourcesDir: string): object {
  const { serialNumber: _serial, metadata, components: installed, dependencies, ...bill } = npmSays.parse(askNpm(root));
  const components = installed.filter(runs);
  const refs = new Set([metadata.component['bom-ref'], ...components.map((component) => component['bom-ref'])]);
  const { name, devDependencies } = packageSchema.parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  return {
    ...bill,
    // npm names the component by its folder.
    metadata: { ...metadata, timestamp: undefined, component: { ...metadata.component, type: 'application', name } },
    components: [...components, electron(devDependencies.electron), ...readModels(resourcesDir).map(model)],
    dependencies: dependencies.filter((one) => refs.has(one.ref)).map((one) => ({ ...one, dependsOn: one.dependsOn.filter((needed) => refs.has(needed)) })),
  };
}

const componentsOnly = z.looseObject({ components: z.array(z.looseObject({ name: z.string() })) });

/** The same bill for a program that is packed around another Electron than package.json names. */
export function billWithElectron(text: string, version: string): string {
  const bill = componentsOnly.parse(JSON.parse(text));
  return `${JSON.stringify({ ...bill, components: bill.components.map((one) => (one.name === 'electron' ? electron(version) : one)) }, null, 1)}\n`;
}

/** Told by npm's own mark: its `--omit dev` leaves out vue as well, which a development tool names as its peer. */
const runs = ({ properties }: z.infer<typeof ref>): boolean => !properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');

/** A build for production would have npm leave development out by itself. Through the shell on Windows, where npm is a command file. */
function askNpm(root: string): unknown {
  const done = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], { cwd: root, env: { ...process.env, NODE_ENV: '' }, encoding: 'utf8', maxBuffer: 64_000_000, shell: process.platform === 'win32' });
  if (done.status !== 0) throw new Error(`npm could not list the installed packages: ${done.stderr || done.error?.message || 'no reason given'}`);
  return JSON.parse(done.stdout);
}

const electron = (version: string): object => ({
  'bom-ref': `electron@${version}`, type: 'framework', name: 'electron', version, purl: `pkg:npm/electron@${version}`, licenses: [{ license: { id: 'MIT' } }],
});

const model = ({ name, sha256, licence, source }: { name: string; sha256: string; licence: string; source: string }): object => ({
  'bom-ref': `file:${name}`, type: /^models\//.test(name) ? 'machine-learning-model' : 'data', name, description: source,
  hashes: [{ alg: 'SHA-256', content: sha256 }], licenses: [{ license: { name: licence } }],
});
