/**
 * `npm run bench:sync [-- --cases 200 --kills 8 --seed 1 --database postgresql|pglite --megabytes 200]`: real cases over a line with every fault there is, station and hub killed
 * meanwhile, each packet and picture held against the station's own; then how fast, and in how much memory. The whole run: --cases 10000 --kills 60 --megabytes 2000.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { postgresqlMissing, postgresqlPrograms } from '../../test/fakes/postgresql.ts';
import { runFaults } from './sync/faults.ts';
import { hubSpeed } from './sync/intake.ts';
import { isFlat, mostMegabytesMore, stationDrain } from './sync/station-drain.ts';

const { values } = parseArgs({ options: {
  cases: { type: 'string', default: '200' }, kills: { type: 'string', default: '8' }, seed: { type: 'string', default: '1' }, database: { type: 'string', default: 'postgresql' }, megabytes: { type: 'string', default: '200' },
  /** `faults` or `speed`: one of the two. */
  only: { type: 'string' },
} });
/** Chosen: what one hub and one station must reach on two cores that the bench itself uses too. */
const [leastCasesASecond, mostDrainSeconds] = [200, 20];
const [drained, pictureBytes] = [1_000, 8_000_000];

const postgresql = values.database === 'pglite' ? null : postgresqlPrograms();
if (values.database !== 'pglite' && postgresql === null) console.log(postgresqlMissing);
const database = postgresql === null ? 'embedded database' : 'PostgreSQL';
let good = true;
if (values.only !== 'speed') {
  const cases = Number(values.cases);
  const f = await runFaults({ cases, kills: Number(values.kills), seed: Number(values.seed), postgresql, patience: 300 + cases * 2, say: (line) => console.log(line) });
  console.log(`faults: ${Object.entries(f.faults).map(([fault, count]) => `${fault} ${count}`).join(', ')}`);
  console.log(`${cases} cases, ${f.packets} packets, ${f.pictures} pictures, ${database}: ${f.requests} requests in ${Math.round(f.seconds.sent)} s, hub killed ${f.kills.hub}, station killed ${f.kills.station}`);
  console.log(`arrived ${f.arrived} packets and ${f.picturesArrived} pictures to the byte, ${f.confirmed} confirmed at the station; lost ${f.lost}, doubled ${f.doubled}, differing ${f.differing}, reported sent and not there ${f.reportedNotThere}, parked ${f.parked}`);
  good &&= f.packets > 0 && f.kills.hub + f.kills.station >= Number(values.kills) && f.confirmed === f.packets && f.arrived === f.packets && f.picturesArrived === f.pictures && f.lost + f.doubled + f.differing + f.reportedNotThere + f.parked === 0;
}
if (values.only !== 'faults') {
  const speed = await hubSpeed(postgresql, 2_000);
  const inDatabase = speed.databaseMs === null ? '' : `, ${speed.databaseMs.toFixed(1)} ms in the database's`;
  console.log(`hub, ${database}: ${Math.round(speed.casesASecond)} complete cases a second (at least ${leastCasesASecond}), both decisions of each, ${(speed.bytes / 1000).toFixed(0)} kB, all ${speed.cases} stored`);
  console.log(`hub: ${speed.hubMs.toFixed(1)} ms of processor a case in the hub's process${inDatabase}, ${speed.stationsMs.toFixed(1)} ms for the stations; ${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}`);
  const drain = await stationDrain(postgresql, drained, 2_000);
  console.log(`station: ${drained} decisions with head office after ${drain.factsSeconds.toFixed(1)} s (at most ${mostDrainSeconds}; ${drain.factsCpuSeconds.toFixed(1)} s of processor in the station's process), their ${drained} small pictures after ${drain.allSeconds.toFixed(1)} s`);
  const pictures = Math.max(2, Math.round(Number(values.megabytes) * 1e6 / pictureBytes / 2) * 2);
  const large = await stationDrain(postgresql, pictures, pictureBytes);
  console.log(`station: ${Math.round(large.bytes / 1e6)} MB of pictures in ${large.allSeconds.toFixed(1)} s, ${(large.bytes / 1e6 / large.allSeconds).toFixed(1)} MB/s; memory ${large.memory.before} MB before, at most ${large.memory.first} MB in the first half and ${large.memory.second} MB in the second (at most a tenth more, and ${mostMegabytesMore} MB more than before)`);
  good &&= isFlat(large.memory) && speed.casesASecond >= leastCasesASecond && drain.factsSeconds <= mostDrainSeconds;
}
process.exitCode = good ? 0 : 1;
