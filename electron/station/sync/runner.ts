/** Sends what is due, as long as the station is open: decisions before pictures, one picture at a time, within the policy's hours and bandwidth. */
import { longestWaitMs, waitMs } from '../../../core/sync/back-off.ts';
import { unbounded, withinHours, type SendingRules } from '../../../core/sync/hours.ts';
import type { StationHealth } from '../../../core/sync/health.ts';
import type { HandedBundle } from '../../../core/sync/protocol.ts';
import type { Log } from '../log.ts';
import { addAuditLine } from '../store/audit.ts';
import { noteRevocation } from '../store/bundle.ts';
import { transact, type Db } from '../store/db.ts';
import { driverCode } from '../store/errors.ts';
import { changeHubLink, readHubLink, type HubLink } from '../store/hub-link.ts';
import { factsDue, makeDue, nextDueAt, picturesDue } from '../store/outbox.ts';
import type { StationKey } from '../store/station-key.ts';
import { askToEnrol } from './enrol.ts';
import { askBundle } from './ask-bundle.ts';
import { dropFaces } from './drop-faces.ts';
import type { ExchangeTools, Fetch } from './exchange.ts';
import { freezeMissing } from './packet.ts';
import { createPace, type Pace } from './pace.ts';
import { orPark, sendFacts, sendPictures, type PictureHeld, type Sent } from './send.ts';

export type RunnerParts = {
  /** null: the station is not open. */
  open: () => { db: Db; key: StationKey } | null;
  fetch: Fetch; clock: () => Date; chance: () => number; ids: () => string; log: Log;
  program: string;
  rules: () => SendingRules | undefined;
  /** The hub's signed time less our clock. */
  hubSays: (skewMs: number) => void;
  /** How the station is, told to the hub. */
  health: () => StationHealth;
  /** Takes what head office says; its own transaction. */
  takeBundle: (handed: HandedBundle) => void;
  /** Something of what a screen shows has changed. */
  changed: () => void;
};

export type SyncRunner = {
  /** Something may be due: a new row, an opened store, a changed link. */
  poke(): void;
  /** Everything that waits is due now, whatever had been waited for. */
  sendNow(): void;
  activity(): { sending: boolean; outsideHours: boolean; /** The hub takes the question what is new for none. */ unanswered: boolean; rules: SendingRules };
  /** Ends after the request that is on its way. */
  stop(): Promise<void>;
};

/** Chosen: requests of facts at once; a line with a long way to the hub is not idle while one answer travels. */
const factsAtOnce = 4;
/** Chosen: the longest the loop sleeps without looking; a due time in the store is a clock's, a timer is not. */
const longestSleepMs = 30_000;
/** Chosen: how long a policy, or the end of somebody's right, may be on its way while there is a line. */
const bundleEveryMs = 10 * 60_000;
/** Chosen: how often somebody who waits for an administrator sees whether they are let in. */
const enrolmentPollMs = 5_000;

export function createRunner(parts: RunnerParts): SyncRunner {
  const memory: Memory = { skewMs: { value: 0 }, chunks: { value: 1 }, picture: { now: null }, pace: createPace(), outsideHours: false, mayMiss: true, bundleAskedAt: null, unanswered: false };
  let stopped = false;
  let sending = false;
  let wake: (() => void) | null = null;
  let poked = false;
  const loop = async (): Promise<void> => {
    while (!stopped) {
      let sleepMs = longestSleepMs;
      try {
        sending = true;
        sleepMs = await step(parts, memory);
      } catch (thrown) {
        // A full disk or a closing store: what was not written down is sent again, and the hub knows it.
        parts.log('sync.failed', { driver: driverCode(thrown) ?? 'none' });
      }
      sending = sleepMs === 0;
      if (sleepMs > 0) await sleep(Math.min(sleepMs, longestSleepMs));
      else await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => {
    if (poked || stopped) {
      poked = false;
      resolve();
      return;
    }
    const timer = setTimeout(() => wake?.(), ms);
    timer.unref();
    wake = (): void => {
      wake = null;
      poked = false;
      clearTimeout(timer);
      resolve();
    };
  });
  const poke = (): void => {
    poked = true;
    memory.mayMiss = true;
    wake?.();
  };
  let running: Promise<void> | null = null;
  return {
    poke: () => {
      running ??= loop();
      poke();
    },
    sendNow: () => {
      const db = parts.open()?.db;
      if (!db) return;
      const at = parts.clock().toISOString();
      makeDue(db, at);
      changeHubLink(db, { dueAt: at });
      memory.bundleAskedAt = null;
      running ??= loop();
      poke();
    },
    activity: () => ({ sending, outsideHours: memory.outsideHours, unanswered: memory.unanswered, rules: parts.rules() ?? unbounded }),
    stop: async () => {
      stopped = true;
      poke();
      await running;
    },
  };
}

type Memory = {
  skewMs: { value: number }; chunks: { value: number }; picture: PictureHeld; pace: Pace; outsideHours: boolean;
  /** Rows without a packet may be there: a store was opened, or a person asked for one again. */
  mayMiss: boolean;
  /** When head office was last asked what is new; null: at the next chance. */
  bundleAskedAt: number | null;
  /** As the hub last said; told, because nobody would miss what does not come. */
  unanswered: boolean;
};

type Opened = { db: Db; key: StationKey };

/** One piece of work. @returns milliseconds until there is more; 0: at once. */
async function step(parts: RunnerParts, memory: Memory): Promise<number> {
  const open = parts.open();
  if (!open) return longestSleepMs;
  const { db, key } = open;
  if (memory.mayMiss) {
    memory.mayMiss = freezeMissing(db, key, parts.ids, parts.program, parts.clock().toISOString()) > 0;
    if (memory.mayMiss) return 0;
  }
  const link = readHubLink(db);
  if (!link || link.paused) return longestSleepMs;
  const now = parts.clock().getTime();
  const restMs = Date.parse(link.dueAt) - now;
  if (restMs > 0 && restMs <= longestWaitMs) return restMs;
  // Longer than anything waits: the clock was ahead when it was written down.
  if (restMs > longestWaitMs) changeHubLink(db, { dueAt: parts.clock().toISOString() });
  const tools = { db, fetch: parts.fetch, clock: parts.clock, chance: parts.chance, key, hubSays: parts.hubSays, ...memory };
  // A code that is too old is asked for anew by a person.
  if (link.reason === 'station.expired') return longestSleepMs;
  if (link.state !== 'enrolled') return enrol(parts, memory, { db, key }, link);
  // Before decisions: a key of the hub that is new counts for the next packet.
  if (memory.bundleAskedAt === null || Math.abs(now - memory.bundleAskedAt) >= bundleEveryMs) return pullOnce(parts, memory, db, link, tools);
  const at = parts.clock().toISOString();
  const rules = parts.rules() ?? unbounded;
  memory.pace.kilobytesPerSecond = rules.kilobytesPerSecond;
  const facts = factsDue(db, at, rules.kilobytesPerSecond === null ? factsAtOnce : 1);
  if (facts.length > 0) return settle(parts, tools, await Promise.all(facts.map((row) => orPark(row, tools, () => sendFacts(row, link, tools)))));
  // Further ahead than anything waits: the clock was ahead when it was written down. Before pictures, which may be due for hours.
  if (makeDue(db, at, new Date(now + longestWaitMs).toISOString()) > 0) return 0;
  memory.outsideHours = !withinHours(rules.pictureHours, minuteOfDay(parts.clock()));
  const [row] = memory.outsideHours ? [] : picturesDue(db, at, 1);
  if (!row) {
    memory.picture.now = null;
    const next = nextDueAt(db);
    if (next === null) return longestSleepMs;
    return memory.outsideHours ? longestSleepMs : Math.max(1, Date.parse(next) - now);
  }
  return settle(parts, tools, [await orPark(row, tools, () => sendPictures(row, link, tools))]);
}

/** Whatever the hub says to it, sending goes on: only a word about the station stops the line. */
async function pullOnce(parts: RunnerParts, memory: Memory, db: Db, link: HubLink, tools: ExchangeTools & Opened): Promise<number> {
  memory.bundleAskedAt = parts.clock().getTime();
  const { effect, bundle } = await askBundle(db, link, tools, healthOr(parts));
  if (effect.outcome !== 'unavailable') memory.unanswered = effect.row === 'park';
  if (bundle !== null) {
    parts.takeBundle(bundle);
    // Under a key that is new there may be more.
    if (readHubLink(db)?.hubKey !== link.hubKey) memory.bundleAskedAt = null;
  }
  if (effect.link !== 'back-off') return settle(parts, tools, [{ effect, ms: 0, retryAfterSeconds: null }]);
  parts.changed();
  return 0;
}

/** What cannot be told is left out: what head office says must come all the same. */
function healthOr({ health, log }: RunnerParts): StationHealth | null {
  try {
    return health();
  } catch (thrown) {
    log('sync.failed', { driver: driverCode(thrown) ?? 'none' });
    return null;
  }
}

const minuteOfDay = (at: Date): number => at.getHours() * 60 + at.getMinutes();

async function enrol(parts: RunnerParts, memory: Memory, { db, key }: Opened, link: HubLink): Promise<number> {
  const effect = await askToEnrol(db, link, { fetch: parts.fetch, clock: parts.clock, key, skewMs: memory.skewMs, pace: memory.pace, hubSays: parts.hubSays });
  const after = readHubLink(db);
  parts.changed();
  if (after?.state === 'enrolled') {
    noteRevocation(db, null);
    memory.bundleAskedAt = null;
    transact(db, (tx) => addAuditLine(tx, { at: parts.clock().toISOString(), action: 'hub.enrolled', operatorId: null, subject: null, facts: {} }, key.signer));
    return 0;
  }
  if (after?.state === 'blocked' && effect.reason === 'station.revoked') revoke(parts, { db, key });
  if (effect.outcome === 'unavailable' || after?.state === 'blocked') return linkFault(parts, db, effect.reason, null);
  return enrolmentPollMs;
}

/** What the answers say of the line. Rows have their own waits (send.ts). */
function settle(parts: RunnerParts, { db, key }: Opened, sent: readonly Sent[]): number {
  const at = parts.clock().toISOString();
  const blocked = sent.find(({ effect }) => effect.link === 'block');
  const failed = sent.find(({ effect }) => effect.link === 'back-off');
  const heard = sent.some(({ effect }) => effect.link === 'clear');
  parts.changed();
  if (blocked) {
    changeHubLink(db, { state: 'blocked' });
    if (blocked.effect.reason === 'station.revoked') revoke(parts, { db, key });
    return linkFault(parts, db, blocked.effect.reason, null);
  }
  if (heard) changeHubLink(db, { attempts: 0, reason: failed?.effect.reason ?? null, contactAt: at, dueAt: at });
  if (failed && !heard) return linkFault(parts, db, failed.effect.reason, failed.retryAfterSeconds);
  return 0;
}

/** From then on it serves nobody, and looks for nobody. */
function revoke({ clock }: RunnerParts, { db, key }: Opened): void {
  const at = clock().toISOString();
  transact(db, (tx) => {
    noteRevocation(tx, at);
    dropFaces(tx, at, key.signer);
  });
}

function linkFault(parts: RunnerParts, db: Db, reason: string | null, retryAfterSeconds: number | null): number {
  const attempts = (readHubLink(db)?.attempts ?? 0) + 1;
  const wait = waitMs(attempts, parts.chance(), retryAfterSeconds);
  changeHubLink(db, { attempts, reason, dueAt: new Date(parts.clock().getTime() + wait).toISOString() });
  parts.log('sync.fault', { code: reason ?? 'none', count: attempts });
  return wait;
}
