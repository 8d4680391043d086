/** Calls through the real door (electron/door.ts) into real stations: every call, in every state and role, with inputs that fit and inputs that were twisted. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serialize } from 'node:v8';
import { contract, hostCalls, sessionRoles, type CallName, type Role } from '../../../core/contract.ts';
import { answerCall, type Sender } from '../../../electron/door.ts';
import { createStation, type RunningStation } from '../../../electron/station/create.ts';
import { addWithOwnPassphrase, attestation, mira, must, newResources, passphrase, prepareCase, setupInput, supervisorName } from '../../../test/fakes/station-kit.ts';
import { startPage } from '../../../electron/origin.ts';
import { createRandom } from '../../train-mrz/random.ts';
import { createKiosk, foreignCase } from './kiosk.ts';
import { faultOf, type Standing } from './judge.ts';
import { inputFor, type Known } from './shapes.ts';
import { marker, twisted } from './twist.ts';

export type CallFigures = {
  calls: number; answered: number; /** By role, or, without a session, by state. */ answeredTo: Record<string, number>; refused: Record<string, number>;
  /** Processor time of one call, ms: the slowest, and which. */
  slowest: { ms: number; name: string };
  /** MB resident: before, and the most afterwards. */
  memory: { before: number; most: number };
  /** In words, with the number that repeats them. */
  faults: string[];
};

/** Chosen: a passphrase is worked out in some hundred milliseconds; nothing else may take as long as the window waits. Processor time, so that other programs do not decide. */
const mostMs = 4_000;
/** Chosen: inputs of up to 42 MB come and go, what stays must not grow. */
const mostMegabytes = 900;

const standings: readonly Standing[] = [{ state: 'setup', role: null }, { state: 'locked', role: null }, { state: 'ready', role: null }, ...sessionRoles.map((role) => ({ state: 'ready' as const, role }))];
const people: Record<Role, string> = { clerk: 'Cara Clerk', supervisor: supervisorName, auditor: 'Odo Auditor' };
const ours: Sender = { url: startPage, isOurMainFrame: true };
const strangers: readonly Sender[] = [null, { url: '', isOurMainFrame: true }, { url: startPage, isOurMainFrame: false }, { url: 'https://evil.example/', isOurMainFrame: true }, { url: `${startPage}.evil.example`, isOurMainFrame: false }];
const names = Object.keys(contract) as CallName[];
const oddNames: readonly unknown[] = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'station.status ', 'Station.Status', 'kiosk', 0, null, undefined, {}, ['station.status'], Symbol.iterator, NaN, 'a'.repeat(1_000_000)];

export type FuzzOptions = {
  calls: number; seed: number;
  /** Of the calls, only those up to this one; the failing one is then the last. */
  until?: number;
  /** Folder for inputs that failed; null: not kept. They are made up, whatever they hold. */
  keep: string | null;
  say?: (line: string) => void;
};

export async function fuzzCalls({ calls, seed, until = calls, keep, say = () => {} }: FuzzOptions): Promise<CallFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-fuzz-'));
  const desk = await createDesk(folder);
  const figures: CallFigures = { calls: 0, answered: 0, answeredTo: {}, refused: {}, slowest: { ms: 0, name: '' }, memory: { before: resident(), most: 0 }, faults: [] };
  const onPrototype = Object.getOwnPropertyNames(Object.prototype).length;
  try {
    for (let n = 0; n < until; n += 1) {
      const random = createRandom(seed * 1_000_003 + n);
      // Blocks of one standing: to change it costs a passphrase.
      const standing = standings[Math.floor((n * standings.length) / calls)] ?? standings.at(-1)!;
      const station = await desk.stand(standing);
      const own = desk.visit();
      const name = random.chance(0.03) ? random.pick(oddNames) : random.pick(names);
      const fits = typeof name === 'string' && Object.hasOwn(contract, name) ? inputFor(name as CallName, random, desk.known(standing)) : {};
      const input = random.chance(0.2) ? fits : twisted(fits, random);
      const sender = random.chance(0.03) ? random.pick(strangers) : ours;
      const used = process.cpuUsage();
      const answer = await answerCall(sender, name, input, (known, given) => station.answer(known, given)).catch((thrown: unknown) => ({ thrown: String(thrown) }));
      const { user, system } = process.cpuUsage(used);
      const ms = (user + system) / 1000;
      figures.calls += 1;
      if (ms > figures.slowest.ms) figures.slowest = { ms, name: String(name).slice(0, 40) };
      const envelope = answer as { ok?: boolean; error?: { code: string } };
      if (envelope.ok) figures.answered += 1;
      if (envelope.ok) figures.answeredTo[standing.role ?? standing.state] = (figures.answeredTo[standing.role ?? standing.state] ?? 0) + 1;
      else figures.refused[envelope.error?.code ?? 'thrown'] = (figures.refused[envelope.error?.code ?? 'thrown'] ?? 0) + 1;
      const fault = (sender !== ours && envelope.error?.code !== 'call.forbidden' ? 'a stranger was answered' : null)
        ?? (isHost(name) && envelope.error?.code === 'call.unknown' ? null : faultOf(name, answer, desk.was(standing)))
        ?? (standing.role === 'customer' ? foreignCase(name, answer, input, own) : null)
        ?? (ms > mostMs ? `took ${ms.toFixed(0)} ms of processor` : null)
        ?? (Object.getOwnPropertyNames(Object.prototype).length !== onPrototype ? 'Object.prototype was changed' : null);
      if (fault) report(figures, { n, seed, calls, standing, name, input, fault, keep });
      desk.learn(answer);
      if (n % 200 === 199) {
        figures.memory.most = Math.max(figures.memory.most, resident());
        if (n % 2000 === 1999) say(`${n + 1} calls, ${figures.faults.length} faults`);
      }
      if (figures.faults.length >= 20) break;
    }
    figures.memory.most = Math.max(figures.memory.most, resident());
    if (figures.memory.most > mostMegabytes) figures.faults.push(`memory: ${figures.memory.most} MB`);
    for (const file of desk.logs()) if (readFileSync(file, 'utf8').includes(marker)) figures.faults.push('the log repeats what was sent');
  } finally {
    desk.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

const isStaff = (role: Standing['role']): role is Role => role !== null && role !== 'customer';
const isHost = (name: unknown): boolean => (hostCalls as readonly unknown[]).includes(name);
const resident = (): number => Math.round(process.memoryUsage.rss() / 1e6);

type Failed = { n: number; seed: number; calls: number; standing: Standing; name: unknown; input: unknown; fault: string; keep: string | null };

function report(figures: CallFigures, { n, seed, calls, standing, name, input, fault, keep }: Failed): void {
  figures.faults.push(`${String(name).slice(0, 60)} (${standing.state}, ${standing.role ?? 'nobody'}): ${fault}; again: --only calls --calls ${calls} --seed ${seed} --until ${n + 1}`);
  if (keep === null) return;
  mkdirSync(keep, { recursive: true });
  writeFileSync(path.join(keep, `call-${seed}-${n}.v8`), serialize({ standing, name: typeof name === 'symbol' ? String(name) : name, input, fault }));
}

type Desk = {
  stand(wanted: Standing): Promise<RunningStation>;
  /** How the station stood when it was asked. */
  was(wanted: Standing): Standing;
  learn(answer: unknown): void;
  /** Ids and words a caller may know; a customer mostly their own case. */
  known(standing: Standing): Known;
  /** The case of the customer who is alone with the kiosk. */
  visit(): string;
  logs(): string[];
  close(): void;
};

/** A station that is brought back to the wanted standing before each call, whatever the one before did. */
async function createDesk(folder: string): Promise<Desk> {
  const resourcesDir = newResources();
  let now = Date.parse('2026-11-23T12:00:00.000Z');
  // Time passes, so that waits after wrong passphrases end.
  const tools = { clock: () => new Date(now), tools: { uptimeMs: () => now, elapsedMs: () => now, scannerDrivers: () => [], fetch: () => Promise.reject(new TypeError('fetch failed')) } };
  const known: Known = { uuids: [], words: [people.supervisor, people.clerk, passphrase, 'four green doors', mira.surname, 'coinex', 'demo', 'test:0', 'fine'] };
  const used = path.join(folder, 'station');
  let station = await createStation({ dir: used, resourcesDir, ...tools });
  await must(station.call('setup.complete', setupInput));
  for (const role of ['clerk', 'auditor'] as const) {
    await must(station.call('session.login', { name: supervisorName, passphrase }));
    await addWithOwnPassphrase(station, people[role], role);
  }
  await must(station.call('session.login', { name: supervisorName, passphrase }));
  for (const finish of [true, true, false]) {
    const { caseId, captureIds, evidence } = await prepareCase(station, mira, 3000, known.uuids.length + 1);
    known.uuids.push(caseId, ...captureIds);
    const { number } = await must(station.call('case.submit', evidence));
    known.words.push(number);
    if (finish) await must(station.call('case.finish', { caseId, attestation }));
  }
  known.uuids.push(...(await must(station.call('operators.list', {}))).filter(({ role }) => role === 'clerk').map(({ operatorId }) => operatorId));
  station.close();
  const before = path.join(folder, 'before');
  cpSync(used, before, { recursive: true });
  const reopen = async (): Promise<void> => void (station = await createStation({ dir: used, resourcesDir, ...tools }));
  await reopen();
  const later = (ms: number): void => { now += ms; };
  const kiosk = await createKiosk(path.join(folder, 'kiosk'), tools, later);
  let fresh: RunningStation | null = null;
  let freshFolders = 0;
  const states = new Map<string, Standing>();

  const stand = async (wanted: Standing): Promise<RunningStation> => {
    later(90_000);
    if (wanted.role === 'customer') return kiosk.visited();
    if (wanted.state === 'setup') {
      const state = fresh && (await fresh.call('station.status', {}));
      if (!state?.ok || state.value.state !== 'setup') {
        fresh?.close();
        fresh = await createStation({ dir: path.join(folder, `fresh-${(freshFolders += 1)}`), resourcesDir, ...tools });
      }
      return fresh!;
    }
    let status = await must(station.call('station.status', {}));
    if (wanted.state === 'locked' && status.state !== 'locked') {
      station.close();
      await reopen();
    } else if (wanted.state === 'ready' && (status.operator?.role ?? null) !== wanted.role) {
      if (status.state === 'locked' || wanted.role !== null) await logIn(isStaff(wanted.role) ? wanted.role : 'supervisor');
      if (wanted.role === null) await must(station.call('session.logout', {}));
    }
    status = await must(station.call('station.status', {}));
    states.set(JSON.stringify(wanted), { state: status.state, role: status.operator?.role ?? null });
    return station;
  };
  const logIn = async (role: Role): Promise<void> => {
    later(3_600_000);
    if (await tryLogIn(role)) return;
    // An earlier call did something to the people: a role, a passphrase, a lock. The files of before are put back.
    station.close();
    rmSync(used, { recursive: true });
    cpSync(before, used, { recursive: true });
    await reopen();
    if (!(await tryLogIn(role))) throw new Error(`The ${role} cannot log in.`);
  };
  const tryLogIn = async (role: Role): Promise<boolean> => {
    if ((await must(station.call('station.status', {}))).state === 'locked') {
      const opened = await station.call('session.login', { name: supervisorName, passphrase });
      if (!opened.ok) return false;
    }
    const answer = await station.call('session.login', { name: people[role], passphrase });
    return answer.ok && answer.value.role === role;
  };
  return {
    stand,
    visit: () => kiosk.caseId(),
    known: ({ role }) => (role === 'customer' ? { ...known, uuids: [...Array.from({ length: known.uuids.length }, () => kiosk.caseId()), ...known.uuids] } : known),
    was: (wanted) => states.get(JSON.stringify(wanted)) ?? wanted,
    learn: (answer) => {
      const value = (answer as { value?: { caseId?: unknown; captureId?: unknown; scanId?: unknown } }).value;
      for (const id of [value?.caseId, value?.captureId, value?.scanId]) if (typeof id === 'string' && known.uuids.length < 60) known.uuids.push(id);
    },
    logs: () => [used, path.join(folder, 'kiosk')].map((dir) => path.join(dir, 'station.log')),
    close: () => {
      station.close();
      kiosk.station.close();
      fresh?.close();
    },
  };
}
