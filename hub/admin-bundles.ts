/** What an administrator does about bundles, keys and documents that came twice. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { draftSchema, misses, publish, standings, type Draft, type Standing } from './bundles.ts';
import { duplicateDocuments, type DuplicateDocument } from './documents.ts';
import { fileFault } from './file-fault.ts';
import type { Hub, Said } from './hub.ts';
import { rotateIdentity, type NotRotated } from './identity.ts';
import { mostKeys } from './keys.ts';
import type { Log } from './log.ts';

export async function publishFile(hub: Hub, log: Log, at: string, by: string): Promise<Said> {
  const draft = await readDraft(at);
  if ('fault' in draft) return { ok: false, lines: [`Nothing was published: ${draft.fault}`] };
  const published = await publish(hub, draft, by);
  if (published === 'expired') return { ok: false, lines: ['Nothing was published: expiresAt is over already, so no station would take it.'] };
  if (published === 'too-large') return { ok: false, lines: ['Nothing was published: it is larger than a station can be handed. List fewer documents or faces.'] };
  if (published === 'other-keys') return { ok: false, lines: [`Nothing was published: ${otherKeys}`] };
  if ('policy' in published) return { ok: false, lines: [`Nothing was published: the policy "${published.policy}" is not valid at ${published.place || 'its top'}.`] };
  log('published', { count: published.version });
  return { ok: true, lines: [`Published as number ${published.version}, ${draft.stations === null ? 'for all stations' : `for ${draft.stations.length} stations`}. Hash ${published.sha256}. "bundles" says who has it.`] };
}

async function readDraft(at: string): Promise<Draft | { fault: string }> {
  try {
    const folder = (await stat(at)).isDirectory();
    const said: unknown = JSON.parse(await readFile(folder ? path.join(at, 'bundle.json') : at, 'utf8'));
    const beside = (name: string): Promise<unknown[]> => (folder ? filesIn(path.join(at, name)) : Promise.resolve([]));
    const [policies, blockedFaces] = [await beside('policies'), await beside('faces')];
    const added = { ...(policies.length > 0 && { policies }), ...(blockedFaces.length > 0 && { blockedFaces }) };
    const read = draftSchema.safeParse(typeof said === 'object' && said !== null ? { ...said, ...added } : said);
    return read.success ? read.data : { fault: faultOf(read.error) };
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { fault: 'a file is not JSON.' };
    const code = fileFault(thrown);
    if (code === null) throw thrown;
    return { fault: code === 'ENOENT' ? 'the file, or bundle.json in the folder, is not there.' : `a file cannot be read (${code}).` };
  }
}

/** Our own words where there are some; a value of the file is never repeated. */
function faultOf({ issues: [first] }: z.ZodError): string {
  const said = first?.code === 'custom' || first?.path.at(-1) === 'kind' ? first.message : 'is not as docs/hub.md says';
  return `${first?.path.join('.') || 'the file'} ${said}.`;
}

/** Without the folder there are none; one that cannot be read is a fault, or a word without them would go out. */
async function filesIn(folder: string): Promise<unknown[]> {
  const found = await readdir(folder).catch((thrown: unknown) => {
    if (fileFault(thrown) === 'ENOENT') return [];
    throw thrown;
  });
  const names = found.filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map(async (name): Promise<unknown> => JSON.parse(await readFile(path.join(folder, name), 'utf8'))));
}

export async function bundleLines(hub: Hub): Promise<Said> {
  const { newest, stations } = await standings(hub);
  const told = ({ code, refused }: Standing, missing: boolean): string => (code === null ? '' : `${missing ? 'REFUSED' : 'once refused'} ${refused ?? '?'}: ${code}`);
  const lines = stations.map((one) => ({ ...one, said: told(one, misses(one)) })).map(({ stationId, state, have, said, at, branch, name }) => [
    stationId, state === 'revoked' ? 'revoked' : '', at === null ? 'has not asked yet' : `has ${have ?? 'none'}`, said, at === null ? '' : at.toISOString(), `${branch} / ${name}`,
  ].filter((part) => part !== '').join('  '));
  return { ok: !stations.some(misses), lines: [newest === null ? 'Nothing was published yet.' : `Newest: ${newest}`, ...lines] };
}

const otherKeys = 'another process of this hub has new keys. Give this one the new keys.json and start it again.';
const notRotated: Readonly<Record<NotRotated, string>> = {
  'word-expired': 'the last publication for all stations has expired, and would reach them empty with the new keys. Publish what holds from now on, then change the keys.',
  'policy-not-taken': 'the last publication for all stations holds a policy that this program does not take: stations of this version would refuse it, and the new keys with it. Publish first, then change the keys.',
  'other-keys': otherKeys, 'too-many': `keys.json holds ${mostKeys} keys, and no more. Only new-identity goes on from here.`,
};

export async function rotate(hub: Hub, log: Log, by: string): Promise<Said> {
  const keys = await rotateIdentity(hub.db, hub.keysFile, hub.clock(), by);
  if (typeof keys === 'string') return { ok: false, lines: [`The keys were not changed: ${notRotated[keys]}`] };
  hub.keys = keys;
  log('identity');
  return { ok: true, lines: ['New keys are in use. Back up keys.json now: it holds the old ones too.', `Hub code, for a station that is connected from now on: ${hub.keys.code}`, 'Stations take the new key when they ask next; until then they are answered with the old one.'] };
}

/** Chosen: what somebody reads through. */
const mostPairs = 200;

export async function duplicateLines(hub: Hub, days: number, most = mostPairs): Promise<Said> {
  const pairs = await duplicateDocuments(hub, { since: new Date(hub.clock().getTime() - days * 24 * 3_600_000), most: most + 1 });
  const side = ({ branch, number, outcome, receivedAt }: DuplicateDocument['now']): string => `${branch} ${number} (${outcome}, came ${receivedAt.toISOString().slice(0, 10)})`;
  const lines = pairs.slice(0, most).map(({ now, earlier }) => `${side(now)}  same document as  ${side(earlier)}`);
  return { ok: true, lines: pairs.length === 0 ? ['No document came from two branches.'] : [...lines, ...(pairs.length > most ? [`And more: these are the newest ${most}.`] : [])] };
}
