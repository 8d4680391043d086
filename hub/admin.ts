/** What an administrator does at the hub: asked over a socket in its folder while it runs (only its own user can open that), or on its database while it does not. */
import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { codeHours, refusals } from '../core/sync/protocol.ts';
import { DatabaseAway } from './db/database.ts';
import { bundleLines, duplicateLines, publishFile, rotate } from './admin-bundles.ts';
import { loadCarry, type Loaded } from './carry.ts';
import { fileFault } from './file-fault.ts';
import type { Hub, Said } from './hub.ts';
import type { Log } from './log.ts';
import { refusalTexts } from './refusals.ts';
import { decisionsAPage, decisionsThatHold, placeSchema } from './review/decisions.ts';
import { adminCodeHours, makeAdminCode } from './review/people.ts';
import { addLine, addLineAlone, atConsole, verifyAlone } from './review/trail.ts';
import { approve, codeOfStation, findByCode, fingerprint, isExpired, isMark, listStations, markOf, mostWrongCodes, revoke, wrongCodes, type HubStation } from './stations.ts';

export const askedSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('stations') }),
  z.strictObject({ command: z.literal('approve'), code: z.string().max(60), /** What showing it said of whose code it is; without it the station is only shown. */ yes: z.string().max(60).nullable().default(null) }),
  z.strictObject({ command: z.literal('revoke'), stationId: z.string().max(60) }),
  z.strictObject({ command: z.literal('admin-code') }),
  z.strictObject({ command: z.literal('trail'), end: z.string().regex(/^\d{1,15}:[0-9a-f]{64}$/).optional() }),
  /** Absolute: a running hub has a folder of its own. */
  z.strictObject({ command: z.literal('import'), file: z.string().max(4000) }),
  z.strictObject({ command: z.literal('publish'), file: z.string().max(4000) }),
  z.strictObject({ command: z.literal('bundles') }),
  z.strictObject({ command: z.literal('rotate-keys') }),
  /** A page of them: from `after` on, where there is one. */
  z.strictObject({ command: z.literal('decisions'), since: z.iso.date().default('1970-01-01'), after: placeSchema.nullable().default(null) }),
  z.strictObject({ command: z.literal('duplicates'), days: z.number().int().min(1).max(3660) }),
]);
export type Asked = z.infer<typeof askedSchema>;

/** @param by who asks, as their operating system calls them: the trail says so */
export async function administer(hub: Hub, log: Log, asked: Asked, by = atConsole): Promise<Said> {
  try {
    return await answer(hub, log, asked, by);
  } catch (thrown) {
    if (thrown instanceof DatabaseAway) return { ok: false, lines: ['The database does not answer. Nothing is lost: do it again when it does.'] };
    const code = fileFault(thrown);
    if (code !== null) return { ok: false, lines: [`A file could not be read or written (${code}). Nothing is lost: do it again when that is mended.`] };
    throw thrown;
  }
}

async function answer(hub: Hub, log: Log, asked: Asked, by: string): Promise<Said> {
  if (asked.command === 'stations') return { ok: true, lines: await stationLines(hub) };
  if (asked.command === 'approve') return letIn(hub, log, asked, by);
  if (asked.command === 'admin-code') return { ok: true, lines: [`Under /review/first, within ${adminCodeHours} hours: ${await makeAdminCode(hub, by)}`] };
  if (asked.command === 'trail') return trailLines(hub, asked.end);
  if (asked.command === 'import') return importFile(hub, log, asked.file, by);
  if (asked.command === 'publish') return publishFile(hub, log, asked.file, by);
  if (asked.command === 'bundles') return bundleLines(hub);
  if (asked.command === 'rotate-keys') return rotate(hub, log, by);
  if (asked.command === 'decisions') return { ok: true, lines: (await decisionsThatHold(hub, new Date(asked.since), asked.after)).map((one) => JSON.stringify(one)) };
  if (asked.command === 'duplicates') return duplicateLines(hub, asked.days);
  return shutOut(hub, log, asked.stationId, by);
}

/** The code is heard from a person; whose it is stands on the screen before anybody is let in by it. */
async function letIn(hub: Hub, log: Log, { code, yes }: Asked & { command: 'approve' }, by: string): Promise<Said> {
  const before = await wrongCodes(hub.db, hub.clock());
  if (before >= mostWrongCodes) return { ok: false, lines: [`${mostWrongCodes} codes within the hour fitted no station. Wait an hour; "stations" says who asks to be let in.`] };
  const { found, station } = await hub.db.transaction('owner', async (sql) => {
    const found = await findByCode(sql, code, hub.keys, hub.clock());
    const station = found !== null && yes !== null && isMark(yes, found) ? await approve(sql, found, hub.clock()) : null;
    if (station) await addLine(hub, sql, { action: 'station.approved', person: null, branch: station.branch, facts: { by, stationId: station.stationId, name: station.name } });
    return { found, station };
  });
  if (!found) {
    log('code-refused', { count: before + 1 });
    return { ok: false, lines: [`No station that waits has this code (${before + 1} of ${mostWrongCodes} tries within the hour). Have it read out again; a code is good for ${codeHours} hours.`] };
  }
  const who = `${found.name}, ${found.branch}`;
  const key = `Its key: ${fingerprint(found.publicKey)}`;
  if (station) {
    log('approved');
    return { ok: true, lines: [`${who}: approved. ${key}`] };
  }
  if (found.state === 'approved') return { ok: false, lines: [`${who}: is let in already. ${key}`] };
  const again = `with --yes=${markOf(found)} at the end.`;
  if (yes === null) return { ok: false, lines: [`This is the code of ${who}. ${key}`, `Nothing was changed. Is that the station whose code was read out to you? Then once more, ${again}`] };
  return { ok: false, lines: [`Nothing was changed: what stands behind --yes does not name this station. This is the code of ${who}. ${key}`, `Is that the station whose code was read out to you? Then once more, ${again}`] };
}

async function shutOut(hub: Hub, log: Log, stationId: string, by: string): Promise<Said> {
  const gone = await hub.db.transaction('owner', async (sql) => {
    const station = await revoke(sql, stationId, hub.clock());
    if (station) await addLine(hub, sql, { action: station.wasIn ? 'station.revoked' : 'station.refused', person: null, branch: station.branch, facts: { by, stationId, name: station.name } });
    return station;
  });
  if (!gone) return { ok: false, lines: ['There is no such station, or it is revoked already.'] };
  log('revoked');
  return { ok: true, lines: [gone.wasIn ? 'Revoked. Nothing more is taken from this station.' : 'Its request is refused: this code lets nobody in any more. The station was never let in; somebody there may connect it again, and it then shows another code.'] };
}

/** @returns what to ask to hear the rest of a long answer; null: it was all. */
export function restOf(asked: Asked, { ok, lines }: Said): Asked | null {
  if (asked.command !== 'decisions' || !ok || lines.length < decisionsAPage) return null;
  return { ...asked, after: placeSchema.parse(JSON.parse(lines.at(-1) ?? '')) };
}

async function trailLines(hub: Hub, written: string | undefined): Promise<Said> {
  const [sequence = '', anchor = ''] = written?.split(':') ?? [];
  const found = await verifyAlone(hub.db, hub.keys, written === undefined ? null : { sequence: Number(sequence), hash: anchor });
  if (found === null) return { ok: false, lines: ['It is being verified already. Try again in a moment.'] };
  const { lines, hash, broken, otherKey, anchored, sound } = found;
  return {
    ok: sound,
    lines: [
      broken === null ? `${lines} lines, each as it was written.` : `Line ${broken} is not what was written, or is gone.`, ...(otherKey > 0 ? [`The first ${otherKey} are signed by a key this hub does not have. They are believed only where an end that was written down after them is given.`] : []),
      ...(anchored === null ? [] : [anchored ? 'The end that was written down is in it.' : 'The end that was written down is NOT in it: the trail was cut or made anew.']), `End, to be written down elsewhere: ${lines}:${hash}`,
    ],
  };
}

/** In the trail before anything is taken, and what was when it ends, also in the middle. */
async function loadTold(hub: Hub, file: string, by: string): ReturnType<typeof loadCarry> {
  const begun: Loaded[] = [];
  let whole = false;
  try {
    const said = await loadCarry(hub, file, async (loaded) => {
      const { station: { stationId, branch } } = loaded;
      await addLineAlone(hub, { action: 'carry.begun', person: null, branch, facts: { by, stationId } });
      begun.push(loaded);
    });
    whole = true;
    return said;
  } finally {
    for (const { station: { stationId, branch }, accepted, alreadyThere, revoked } of begun) {
      await addLineAlone(hub, { action: 'carry.imported', person: null, branch, facts: { by, stationId, accepted, alreadyThere, ...(revoked && { revoked: true }), ...(!whole && { broken: true }) } });
    }
  }
}

/** The receipts lie beside the file. */
async function importFile(hub: Hub, log: Log, file: string, by: string): Promise<Said> {
  const loaded = await loadTold(hub, file, by).catch((thrown: unknown) => {
    const code = fileFault(thrown);
    if (code === null) throw thrown;
    return { code };
  });
  if (typeof loaded === 'string') return { ok: false, lines: [notLoaded[loaded]] };
  if ('code' in loaded) return { ok: false, lines: [loaded.code === 'ENOENT' ? 'The file is not there.' : `The file cannot be read (${loaded.code}).`] };
  const receipts = `${file}.receipts.json`;
  await writeFile(receipts, JSON.stringify({ format: 'vestibule.receipts', receipts: loaded.receipts, bundles: loaded.bundles }));
  if (loaded.revoked !== null) {
    const publishFirst = loaded.revoked.told ? [] : ['Nothing published since says so to the station: publish, then import the file again.'];
    return { ok: false, lines: ['The station was revoked: nothing of the file was taken.', ...publishFirst, `What head office tells the station: ${receipts}`] };
  }
  log('imported', { count: loaded.accepted });
  const refused = refusals.flatMap((reason) => (loaded.refused[reason] === undefined ? [] : [`Not taken (${loaded.refused[reason]}): ${refusalTexts[reason]}`]));
  return {
    ok: refused.length === 0 && !loaded.cutOff,
    lines: [`Taken: ${loaded.accepted}. Already there: ${loaded.alreadyThere}.`, ...refused, ...(loaded.cutOff ? ['The file is not whole: copy it again. What was whole was taken.'] : []), `Receipts for the station: ${receipts} (${loaded.receipts.length})`],
  };
}

const notLoaded = {
  'not-such-a-file': 'This is not a file that a station wrote.', 'station-unknown': 'The file is of a station this hub does not know.', 'station-not-approved': 'The file is of a station that is not let in.',
} as const;

/** No code: it is heard from the station, never copied from a list that strangers fill. */
function waitsFor({ keys, clock }: Hub, station: HubStation): string {
  if (station.state !== 'pending') return '';
  return isExpired(station, clock()) ? 'code too old' : codeOfStation(station, keys) === null ? 'code of another hub key: it must ask again' : 'asks to be let in';
}

async function stationLines(hub: Hub): Promise<string[]> {
  const stations = await listStations(hub.db);
  if (stations.length === 0) return ['No station yet.'];
  return stations.map((station) => [
    station.stationId, (station.state === 'revoked' && !station.wasIn ? 'refused' : station.state).padEnd(8), `key ${fingerprint(station.publicKey)}`, waitsFor(hub, station), `${station.branch} / ${station.name}`,
  ].filter((part) => part !== '').join('  '));
}

const byHeader = 'x-vestibule-by';
/** As it stands in a header and in the trail. */
export const userText = z.string().regex(/^[\w.@-]{1,60}$/);

export async function listenForAdmin(hub: Hub, log: Log, socket: string): Promise<FastifyInstance> {
  const app = Fastify({ bodyLimit: 10_000 });
  app.post('/', async (request) => administer(hub, log, askedSchema.parse(request.body), userText.catch(atConsole).parse(request.headers[byHeader])));
  rmSync(socket, { force: true });
  const before = process.umask(0o177);
  try {
    await app.listen({ path: socket });
  } finally {
    process.umask(before);
  }
  return app;
}

/** @returns null when no hub listens there. */
export function askRunning(socket: string, asked: Asked, by = atConsole): Promise<Said | null> {
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath: socket, method: 'POST', path: '/', headers: { 'content-type': 'application/json', [byHeader]: by } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        try {
          resolve(z.object({ ok: z.boolean(), lines: z.array(z.string()) }).parse(JSON.parse(Buffer.concat(pieces).toString('utf8'))));
        } catch (thrown) {
          reject(thrown as Error);
        }
      });
    });
    request.on('error', (thrown) => ('code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ECONNREFUSED') ? resolve(null) : reject(thrown)));
    request.end(JSON.stringify(asked));
  });
}
