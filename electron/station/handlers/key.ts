import { CodedError, toCodedError } from '../../../core/errors.ts';
import { changeKey } from '../key-change.ts';
import { readKeyring, unwrapForSupervisor, wrapOf } from '../keyring.ts';
import { byPassphrase } from '../operators/prove.ts';
import { recoverRekey } from '../rekeyed-files.ts';
import { openWithKey, type Station } from '../station.ts';
import { listOperators } from '../store/operators.ts';
import { supervisors, type Handlers } from './handler.ts';

export const keyHandlers: Handlers<'key.change'> = {
  'key.change': {
    who: supervisors,
    handle: (station, { passphrase }) => {
      const by = station.session.needed();
      return byPassphrase(station, { name: by.name, passphrase, at: 'key' }, async () => {
        station.session.still(by);
        await whileClosed(station, by, passphrase);
        const own = station.now.keyring?.supervisors.map(({ operatorId }) => operatorId) ?? [];
        return { waiting: listOperators(station.db()).filter(({ role, disabledAt, operatorId }) => role === 'supervisor' && disabledAt === null && !own.includes(operatorId)).map(({ name }) => name) };
      });
    },
  },
};

/** The records are shut and every call says why; whatever happens they are opened again, with the key the keyring then holds. */
async function whileClosed(station: Station, by: { operatorId: string; name: string }, passphrase: string): Promise<void> {
  const { keyring, open } = station.now;
  if (open?.key == null || keyring === null) throw new CodedError('store.locked');
  if (station.backups.running()) throw new CodedError('backup.running');
  const before = open.key;
  station.retention.stop();
  station.backups.stop();
  station.now.fault = new CodedError('key.changing');
  station.now.open = null;
  open.db.close();
  try {
    const changed = await changeKey({ files: station.files, keyring, key: before, keystore: station.keystore, by, passphrase, at: station.clock().toISOString() });
    station.now.keyring = changed.keyring;
    station.now.fault = null;
    openWithKey(station, changed.keyring, changed.key);
    before.fill(0);
    station.tools.log('key.changed');
  } catch (thrown) {
    await reopen(station, by.name, passphrase);
    throw thrown;
  }
  // Generations under the old key go with the first one under the new.
  station.backups.run().catch(() => undefined);
}

/** What stands on the disk decides which key it is, as after a crash; the passphrase opens either. */
async function reopen(station: Station, name: string, passphrase: string): Promise<void> {
  try {
    recoverRekey(station.files);
    const keyring = readKeyring(station.files.keyring);
    const wrap = keyring && wrapOf(keyring, name);
    const key = wrap && (await unwrapForSupervisor(wrap, passphrase));
    if (!keyring || !key) throw new CodedError('keyring.damaged');
    station.now.keyring = keyring;
    station.now.fault = null;
    openWithKey(station, keyring, key);
  } catch (thrown) {
    station.now.fault = toCodedError(thrown);
  }
}
