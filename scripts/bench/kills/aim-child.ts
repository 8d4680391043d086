/**
 * A second connection to the station's store, as a process of its own, because it is killed with its target: closed cleanly it would play back the log, which is the station's to do.
 * `hold` takes the write lock, so that the station's next transaction stands at its beginning; `watch` sees a commit of the station and kills at once.
 */
import path from 'node:path';
import { readKeyring } from '../../../electron/station/keyring.ts';
import { openStore } from '../../../electron/station/store/open.ts';

export type AimOrder = { kind: 'open'; dir: string; key: Uint8Array } | { kind: 'hold' } | { kind: 'watch'; pids: number[] };
export type AimReport = 'ready' | 'holding' | 'watching' | 'killed';

let db: ReturnType<typeof openStore> | null = null;
const tell = (report: AimReport): void => void process.send?.(report);

process.on('message', (order: AimOrder) => {
  if (order.kind === 'open') {
    db = openStore(path.join(order.dir, 'station.db'), order.key, readKeyring(path.join(order.dir, 'keyring.json'))!.salt);
    tell('ready');
  } else if (order.kind === 'hold') {
    db!.exec('BEGIN IMMEDIATE');
    tell('holding');
  } else {
    watch(order.pids);
  }
});
process.once('disconnect', () => process.exit(0));

function watch(pids: readonly number[]): void {
  const version = db!.prepare('PRAGMA data_version').pluck();
  const before = version.get();
  tell('watching');
  const look = (): void => {
    if (version.get() === before) {
      setImmediate(look);
      return;
    }
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    tell('killed');
  };
  look();
}
