/** `npm run hub`: the receiving server, and what its administrator does. docs/hub.md says how it is set up. */
import path from 'node:path';
import { administer, askedSchema, askRunning, listenForAdmin, type Asked, type Said } from './admin.ts';
import { readConfig, type Config } from './config.ts';
import { lineLog } from './log.ts';
import { openHub } from './open.ts';
import { buildServer } from './server.ts';

const usage = `npm run hub                     serve
npm run hub -- stations         who asks to be let in, and who is
npm run hub -- approve CODE     the code a station shows
npm run hub -- revoke STATION   first column of "stations"
npm run hub -- import FILE      a file that was carried from a station; receipts are laid beside it
DATABASE_URL names a PostgreSQL server; without it an embedded one lies in HUB_DIR (default hub-data). HUB_HOST, HUB_PORT, HUB_NAME.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const clock = (): Date => new Date();
const log = lineLog((line) => process.stderr.write(line), clock);

async function serve(config: Config): Promise<void> {
  const { hub, close } = await openHub(config, clock);
  const app = await buildServer(hub, { log });
  const admin = await listenForAdmin(hub, log, config.files.socket);
  const port = Number(new URL(await app.listen({ host: config.host, port: config.port })).port);
  log('started', { database: hub.db.kind, port });
  say(`Hub "${hub.name}" listens on http://${config.host}:${port}, database ${hub.db.kind}.`);
  say(`Hub code, for the supervisor of a station: ${hub.keys.code}`);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log('stopping');
    // Requests that are here are answered; new ones are not taken.
    await Promise.all([app.close(), admin.close()]);
    await close();
    log('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop().then(() => process.exit(0)));
}

async function command(config: Config, asked: Asked): Promise<number> {
  const said = (await askRunning(config.files.socket, asked)) ?? (await onDatabase(config, asked));
  said.lines.forEach(say);
  return said.ok ? 0 : 1;
}

async function onDatabase(config: Config, asked: Asked): Promise<Said> {
  const { hub, close } = await openHub(config, clock);
  try {
    return await administer(hub, log, asked);
  } finally {
    await close();
  }
}

function read([name, value]: string[]): Asked | 'serve' | null {
  if (name === undefined || name === 'serve') return 'serve';
  const asked = askedSchema.safeParse(name === 'approve' ? { command: name, code: value } : name === 'revoke' ? { command: name, stationId: value } : name === 'import' && value !== undefined ? { command: name, file: path.resolve(value) } : { command: name });
  return asked.success ? asked.data : null;
}

const asked = read(process.argv.slice(2));
try {
  if (asked === null) {
    say(usage);
    process.exitCode = 2;
  } else if (asked === 'serve') await serve(readConfig(process.env));
  else process.exitCode = await command(readConfig(process.env), asked);
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : 'The hub could not start.'}\n`);
  process.exitCode = 1;
}
