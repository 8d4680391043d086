/** `npm run hub`: the receiving server, and what its administrator does. docs/hub.md says how it is set up. */
import { userInfo } from 'node:os';
import path from 'node:path';
import { CodedError, errorTexts } from '../core/errors.ts';
import { administer, askedSchema, askRunning, listenForAdmin, restOf, userText, type Asked } from './admin.ts';
import { readConfig, type Config } from './config.ts';
import { keepAhead } from './db/months.ts';
import { spreadStatements } from './db/spread.ts';
import type { Said } from './hub.ts';
import { replaceIdentity } from './identity.ts';
import { lineLog } from './log.ts';
import { openHub } from './open.ts';
import { openOidc } from './review/oidc.ts';
import { adminCodeHours, hasAdmin, makeAdminCode } from './review/people.ts';
import { atConsole } from './review/trail.ts';
import { buildServer } from './server.ts';

const usage = `npm run hub                     serve
npm run hub -- stations         who asks to be let in, and who is
npm run hub -- approve CODE     whose code that is which a station shows; once more with the --yes=... that this says, and the station is let in
npm run hub -- revoke STATION   first column of "stations"
npm run hub -- import FILE      a file that was carried from a station; receipts are laid beside it
npm run hub -- publish FILE     what all stations go by from now on: a file, or a folder with bundle.json and policies/*.json
npm run hub -- bundles          which station has it, and which refused it and why
npm run hub -- duplicates DAYS  the same document in two branches, of the last days (30)
npm run hub -- decisions [DAY]  what people decided here and holds, since a day (2026-11-30): one JSON object a line; stations are not told of it
npm run hub -- rotate-keys      new keys; stations hear of them in a bundle signed with the old one
npm run hub -- admin-code       a one-time code for another administrator, where nobody can log in as one any more
npm run hub -- trail [END]      verifies who did what at head office; END: one that was written down earlier
npm run hub -- distribute       SQL that lays the tables out over several servers (Citus; docs/hub.md says what was tried of it)
npm run hub -- new-identity     only where keys.json is lost for ever: every station must be connected again, and no picture taken in so far opens any more
DATABASE_URL names a PostgreSQL server; without it an embedded one lies in HUB_DIR (default hub-data). HUB_HOST, HUB_PORT, HUB_NAME, HUB_PROXIES, HUB_URL, HUB_OIDC_*: docs/hub.md.`;

/** Names come from stations: none of them moves the cursor of a terminal. */
const say = (line: string): void => void process.stdout.write(`${line.replaceAll(/\p{Cc}/gu, '\ufffd')}\n`);
const clock = (): Date => new Date();
const log = lineLog((line) => process.stderr.write(line), clock);

/** Whoever is at the console, for the trail: behind sudo the person, not the account of the hub. */
function consoleUser(): string {
  try {
    return userText.catch(atConsole).parse(process.env['SUDO_USER'] ?? userInfo().username);
  } catch {
    // A container may run under a number that has no name.
    return atConsole;
  }
}

/** Chosen: containers are killed ten seconds after they were asked to stop (`docker stop`). */
const stopMs = 8_000;

async function serve(config: Config): Promise<void> {
  const { hub, close } = await openHub(config, clock, log);
  const app = await buildServer(hub, { log, proxies: config.proxies, oidc: config.oidc && openOidc(config.oidc, log) });
  const noMoreMonths = await keepAhead(hub.months, clock, (thrown) => log('failed', { code: thrown instanceof Error ? thrown.name : 'unknown' }));
  const admin = await listenForAdmin(hub, log, config.files.socket);
  const port = Number(new URL(await app.listen({ host: config.host, port: config.port })).port);
  log('started', { database: hub.db.kind, port });
  say(`Hub "${hub.name}" listens on http://${config.host}:${port}, database ${hub.db.kind}.`);
  say(`Hub code, for the supervisor of a station: ${hub.keys.code}`);
  const pages = `${config.oidc?.publicUrl.replace(/\/$/, '') ?? `http://${config.host}:${port}`}/review`;
  say(`Pages of head office: ${pages}`);
  // On a screen alone: what a service prints lies in a journal that others read.
  if (!(await hasAdmin(hub.db))) say(process.stdout.isTTY ? `Nobody manages them yet. First administrator: ${pages}/first, with this code, good for ${adminCodeHours} hours: ${await makeAdminCode(hub, consoleUser())}` : 'Nobody manages them yet. "npm run hub -- admin-code" says the code for the first administrator.');
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log('stopping');
    // Requests that are here are answered; new ones are not taken. Whoever has not sent theirs by then comes back.
    noMoreMonths();
    setTimeout(() => [app, admin].forEach(({ server }) => server.closeAllConnections()), stopMs).unref();
    setTimeout(() => process.exit(1), stopMs + 1_500).unref();
    await Promise.all([app.close(), admin.close()]);
    await close();
    log('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop().then(() => process.exit(0)));
}

async function command(config: Config, asked: Asked): Promise<number> {
  const said = (await askRunning(config.files.socket, asked, consoleUser())) ?? (await onDatabase(config, asked));
  said.lines.forEach(say);
  const rest = restOf(asked, said);
  if (rest !== null) return command(config, rest);
  return said.ok ? 0 : 1;
}

async function onDatabase(config: Config, asked: Asked): Promise<Said> {
  const { hub, close } = await openHub(config, clock, log);
  try {
    return await administer(hub, log, asked, consoleUser());
  } finally {
    await close();
  }
}

/** Not asked of a running hub: one without its keys does not run. */
async function beAnother(config: Config): Promise<void> {
  const { hub, close } = await openHub(config, clock, log, (db, file, now) => replaceIdentity(db, file, now, consoleUser()));
  await close();
  log('identity');
  say(`This hub has a new identity. Hub code, for the supervisor of every station: ${hub.keys.code}`);
}

function read([name, value, ...more]: string[]): Asked | 'serve' | 'new-identity' | 'distribute' | null {
  if (name === undefined || name === 'serve') return 'serve';
  if (name === 'new-identity' || name === 'distribute') return name;
  const file = value === undefined ? {} : { file: path.resolve(value) };
  const inputs: Record<string, object> = {
    approve: { code: value, yes: more.find((one) => /^--yes(=|$)/.test(one))?.slice('--yes='.length) }, revoke: { stationId: value }, duplicates: { days: value === undefined ? 30 : Number(value) }, trail: value === undefined ? {} : { end: value }, decisions: value === undefined ? {} : { since: value }, import: file, publish: file,
  };
  const asked = askedSchema.safeParse({ command: name, ...inputs[name] });
  return asked.success ? asked.data : null;
}

function sayOf(thrown: unknown): string {
  if (thrown instanceof CodedError) return `${thrown.code}: ${errorTexts[thrown.code].message} ${errorTexts[thrown.code].remedy}`;
  return thrown instanceof Error ? thrown.message : 'The hub could not start.';
}

const asked = read(process.argv.slice(2));
try {
  if (asked === null) {
    say(usage);
    process.exitCode = 2;
  } else if (asked === 'serve') await serve(readConfig(process.env));
  else if (asked === 'distribute') spreadStatements().forEach(say);
  else if (asked === 'new-identity') await beAnother(readConfig(process.env));
  else process.exitCode = await command(readConfig(process.env), asked);
} catch (thrown) {
  process.stderr.write(`${sayOf(thrown)}\n`);
  process.exitCode = 1;
}
