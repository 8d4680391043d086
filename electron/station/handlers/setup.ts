import { mkdirSync } from 'node:fs';
import type { CallInput } from '../../../core/contract.ts';
import { offeredModes, type Policy } from '../../../core/case/policy.ts';
import { CodedError } from '../../../core/errors.ts';
import { newKey, wrapByKeystore, wrapForSupervisor, writeKeyring, type Keyring } from '../keyring.ts';
import { needStrength } from '../operators/strength.ts';
import { hashPassphrase } from '../operators/scrypt.ts';
import { nameStore, removeUnfinished } from '../setup-files.ts';
import { openWithKey, type Station } from '../station.ts';
import { makeSigningKey } from '../signing-key.ts';
import { addAuditLine } from '../store/audit.ts';
import { transact } from '../store/db.ts';
import { createStore, fileSalt } from '../store/open.ts';
import { addOperator } from '../store/operators.ts';
import { writeSettings } from '../store/settings.ts';
import type { Signer } from '../store/signature.ts';
import type { Handlers } from './handler.ts';
import { operatorOf } from '../customer.ts';
import { statusOf } from './station.ts';

type SetupInput = CallInput<'setup.complete'>;

export const setupHandlers: Handlers<'setup.policies' | 'setup.complete'> = {
  'setup.policies': {
    who: 'anyone',
    handle: (station) => station.policies().map((policy) => ({ id: policy.id, version: policy.version, title: policy.title, modes: offeredModes(policy) })),
  },
  'setup.complete': {
    who: 'anyone',
    handle: async (station, input) => {
      const { fault, keyring } = station.now;
      if (fault) throw fault;
      if (keyring || station.now.open) throw new CodedError('setup.done-already');
      needStrength(input.supervisor.passphrase);
      const policy = station.policies().find((known) => known.id === input.policyId);
      if (!policy) throw new CodedError('policy.invalid', { place: 'policyId' });
      if (input.mode !== 'batch' && !offeredModes(policy).includes(input.mode)) throw new CodedError('policy.invalid', { place: 'mode' });
      await once(station, () => setUp(station, input, policy));
      return statusOf(station);
    },
  },
};

const running = new WeakSet<Station>();

/** Two clicks are one set-up. */
async function once(station: Station, work: () => Promise<void>): Promise<void> {
  if (running.has(station)) throw new CodedError('setup.done-already');
  running.add(station);
  try {
    await work();
  } finally {
    running.delete(station);
  }
}

/** The supervisor who set it up is logged in. */
async function setUp(station: Station, input: SetupInput, policy: Policy): Promise<void> {
  const { files } = station;
  const key = newKey();
  const operator = { operatorId: station.ids(), name: input.supervisor.name, role: 'supervisor' as const };
  const [passphrase, wrap, osKeystore] = await Promise.all([
    hashPassphrase(input.supervisor.passphrase),
    wrapForSupervisor(key, operator, input.supervisor.passphrase),
    wrapByKeystore(key, station.keystore),
  ]);
  mkdirSync(station.dir ?? '', { recursive: true, mode: 0o700 });
  removeUnfinished(files);
  const { sealed: signing, signer } = makeSigningKey(key);
  writeFirstStore(station, input, { key, signer }, { ...operator, passphrase, passphraseBy: null });
  const keyring: Keyring = {
    format: 1, station: { name: input.stationName, branch: input.branch, mode: input.mode }, salt: fileSalt(files.newStore), supervisors: [wrap], osKeystore, signing, rekeyed: false,
  };
  writeKeyring(files.keyring, keyring);
  nameStore(files);
  station.now.keyring = keyring;
  openWithKey(station, keyring, key);
  if (input.mode === 'self-service') operatorOf(station);
  station.session.begin(operator, policy.modes[input.mode === 'self-service' ? 'attended' : input.mode].idleSeconds);
}

function writeFirstStore(station: Station, input: SetupInput, { key, signer }: { key: Uint8Array; signer: Signer }, operator: Parameters<typeof addOperator>[1]): void {
  const { stationName, branch, mode, policyId, devices } = input;
  const db = createStore(station.files.newStore, key);
  try {
    const at = station.clock().toISOString();
    transact(db, (tx) => {
      writeSettings(tx, { stationName, branch, mode, policyId, devices });
      addOperator(tx, operator, at);
      addAuditLine(tx, { at, action: 'setup.completed', operatorId: operator.operatorId, subject: null, facts: { policy: policyId, mode } }, signer);
    });
  } finally {
    // Closing moves everything out of the write-ahead log, so that one file is renamed and not three.
    db.close();
  }
}
