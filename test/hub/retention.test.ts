/** Cases at the end of their time: sent, receipted, kept for the policy's days, deleted; or held. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openPglite } from '../../hub/db/pglite.ts';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import { readDeletionReport } from '../../electron/station/deletion-report.ts';
import { plainPages } from '../fakes/plain-copy.ts';
import { closeCase, enrol, hubOn, login, settled, startStation, until } from '../fakes/hub-kit.ts';
import { codeOf, must, newResources, passphrase, pictureOf, prepareCase, removeFolders, root, testPolicy, type Person } from '../fakes/station-kit.ts';

afterAll(removeFolders);
const days = 30;
const resourcesDir = newResources();
writeFileSync(path.join(resourcesDir, 'policies/coinex.json'), JSON.stringify({ ...testPolicy(), retention: { daysAfterReceipt: days } }));

const planted: Person = { surname: 'Quarrington', givenNames: 'Zephyrine', documentNumber: 'ZQ7741903' };
const held: Person = { surname: 'Abernethy', givenNames: 'Osric', documentNumber: 'HB5520118' };

function vestibule(args: readonly string[]): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), ...args]);
    let out = '';
    child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
    child.on('close', (code) => resolve({ code, out }));
    child.stdin.end(`${passphrase}\n`);
  });
}

describe('the retention clock', () => {
  const running = hubOn(async () => {
    const db = await openPglite(null);
    return { db, url: null, end: () => db.close() };
  });
  let later = 0;
  const clock = (): Date => new Date(Date.now() + later);

  async function sentStation(branch: string): Promise<RunningStation & { dir: string }> {
    later = 0;
    const station = await startStation(resourcesDir, branch, { clock });
    await enrol(station, running());
    return station;
  }
  const pass = (by: number): void => { later += by * 86_400_000; };

  it('deletes what head office has when the days are over: nothing of it is left in any page, and the trail, the report and the receipts prove it', async () => {
    const station = await sentStation('Old Harbour');
    const { caseId } = await closeCase(station, planted, 60_000, 7);
    const { caseId: kept } = await closeCase(station, held, 5_000, 21);
    await settled(station, ({ counts }) => counts.receipted === 4);
    const { row } = await must(station.call('records.open', { caseId }));
    await must(station.call('retention.hold', { caseId: kept, reason: 'Asked for by the court, 12 C 48/26.' }));
    const traces = ['Quarrington', 'quarrington', 'Zephyrine', 'ZQ7741903', 'zq7741903', pictureOf(60_000, 7).subarray(700, 740), pictureOf(60_000, 8).subarray(30_000, 30_040)];
    const found = async (where: 'file' | 'log'): Promise<boolean[]> => {
      const pages = (await plainPages(station.dir))[where];
      return traces.map((trace) => pages.includes(typeof trace === 'string' ? trace : Buffer.from(trace)));
    };

    // Pictures lie sealed in it with the key of their case.
    const there = traces.map((trace) => typeof trace === 'string');
    expect(await found('log')).toEqual(there);
    expect(await must(station.call('retention.run', {}))).toMatchObject({ days, deleted: 0, counts: { kept: 1, held: 1 } });
    expect(await found('file')).toEqual(there);
    expect((await plainPages(station.dir, 'case-keys.db')).file.includes(caseId)).toBe(true);
    pass(days - 1);
    expect(await must(station.call('retention.run', {}))).toMatchObject({ deleted: 0 });
    pass(2);
    expect(await must(station.call('retention.run', {}))).toMatchObject({ deleted: 1, counts: { kept: 0, held: 1 }, rows: [{ caseId, number: row.number, decisions: 2, captures: 2, days }], held: [{ row: { caseId: kept } }] });

    for (const where of ['file', 'log'] as const) expect(await found(where)).toEqual(traces.map(() => false));
    expect((await plainPages(station.dir, 'case-keys.db')).file.includes(caseId)).toBe(false);
    // The other case is there all the same: it is pages that were looked into.
    expect((await plainPages(station.dir)).file.includes('Abernethy')).toBe(true);
    expect(await codeOf(station.call('records.open', { caseId }))).toBe('store.not-found');
    expect((await must(station.call('records.search', { text: 'Quarrington', limit: 5, offset: 0 }))).total).toBe(0);
    expect((await must(station.call('records.open', { caseId: kept }))).hold).toMatchObject({ reason: 'Asked for by the court, 12 C 48/26.' });
    expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: true });
    expect((await must(station.call('audit.list', { before: null, limit: 20 }))).find(({ action }) => action === 'case.deleted')).toMatchObject({ subject: caseId, about: row.number, operatorName: null, facts: { decisions: 2, captures: 2, days } });

    const { file, folder } = await must(station.call('retention.report', {}));
    const text = readFileSync(path.join(folder, file), 'utf8');
    expect(readDeletionReport(path.join(folder, file), null)).toMatchObject({ signed: true, report: { branch: 'Old Harbour', deletions: [{ caseId, number: row.number, receipts: [{}, {}] }] } });
    for (const trace of traces) if (typeof trace === 'string') expect(text).not.toContain(trace);
    writeFileSync(path.join(folder, file), text.replace(row.number, '20260101-0001'));
    expect(readDeletionReport(path.join(folder, file), null).signed).toBe(false);

    const proved = await vestibule(['retention', 'report', station.dir, '--json']);
    expect(JSON.parse(proved.out)).toMatchObject({ ok: true, of: 'station', rows: [{ number: row.number, receipts: 2, signedByHub: 2, remains: [] }] });
    expect((await vestibule(['retention', 'report', path.join(folder, file)])).code).toBe(1);

    await must(station.call('retention.release', { caseId: kept }));
    expect(await must(station.call('retention.run', {}))).toMatchObject({ deleted: 2, held: [] });
    expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: true });
    // What was deleted stays proved by the hub of then.
    await must(station.call('hub.leave', {}));
    expect(JSON.parse((await vestibule(['retention', 'report', station.dir, '--json'])).out)).toMatchObject({ ok: true, rows: [{ signedByHub: 2 }, { signedByHub: 2 }] });
    station.close();
  });

  it('runs by itself when the station opens, deletes nothing that is not at head office, not closed, or dated by a clock that was set back', async () => {
    const station = await sentStation('Lighthouse');
    await closeCase(station, planted);
    await settled(station, ({ counts }) => counts.receipted === 2);
    await must(station.call('sync.pause', { paused: true }));
    const { caseId: unsent } = await closeCase(station, held);
    const { caseId: open, evidence } = await prepareCase(station);
    await must(station.call('case.submit', evidence));
    expect((await must(station.call('retention.status', {}))).counts).toEqual({ open: 1, waiting: 0, unsent: 1, kept: 1, held: 0 });
    station.close();
    pass(days + 1);
    const again = await createStation({ dir: station.dir, resourcesDir, clock });
    await login(again);
    expect(await must(again.call('retention.status', {}))).toMatchObject({ deleted: 1, counts: { open: 1, unsent: 1, kept: 0 } });
    for (const caseId of [unsent, open]) expect(await codeOf(again.call('records.open', { caseId }))).toBe('ok');
    pass(-2);
    expect(await must(again.call('retention.run', {}))).toMatchObject({ deleted: 1 });
    again.close();
  });

  it('deletes nothing by a clock that the hub\'s signed time says is days ahead', async () => {
    const station = await sentStation('Pier');
    await closeCase(station, planted);
    await settled(station, ({ counts }) => counts.receipted === 2);
    pass(days + 1);
    await closeCase(station, held);
    // The hub takes nothing from the future; its word has its own time.
    await settled(station, ({ rows }) => rows.filter(({ reason }) => reason === 'packet.date').length === 2);
    expect(await must(station.call('retention.run', {}))).toMatchObject({ deleted: 0, counts: { kept: 1, unsent: 1 } });
    station.close();
  });

  it('a jump of the clock is forgotten once the hub signs that it is right', async () => {
    let jumped = 0;
    const station = await startStation(resourcesDir, 'Mole', { clock: () => new Date(), tools: { elapsedMs: () => Date.now() + jumped } });
    await enrol(station, running());
    await must(station.call('sync.pause', { paused: true }));
    await closeCase(station, planted);
    jumped = 120_000;
    const warned = async (): Promise<string[]> => (await must(station.call('station.status', {}))).warnings.map(({ code }) => code);
    expect(await warned()).toEqual(['clock.set-back']);
    await must(station.call('sync.pause', { paused: false }));
    await settled(station, ({ counts }) => counts.receipted === 2);
    expect(await warned()).toEqual([]);
    station.close();
  });

  it('lines of a clock that was ahead are forgotten once the hub signs that it is right now', async () => {
    let ahead = 365 * 86_400_000;
    const station = await startStation(resourcesDir, 'Quay', { clock: () => new Date(Date.now() + ahead) });
    ahead = 0;
    const warned = async (): Promise<string[]> => (await must(station.call('station.status', {}))).warnings.map(({ code }) => code);
    expect(await warned()).toEqual(['clock.set-back']);
    await enrol(station, running());
    await until(async () => (await warned()).length === 0);
    const lines = (await must(station.call('audit.list', { before: null, limit: 20 }))).filter(({ action }) => action === 'clock.accepted');
    expect(lines).toMatchObject([{ operatorName: null, facts: { by: 'hub' } }]);
    expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: true });
    station.close();
  });

  it('a hold is a supervisor\'s, with a reason, and is not written over', async () => {
    const station = await sentStation('Quay');
    const { caseId } = await closeCase(station);
    await must(station.call('operators.add', { name: 'Tomas Lind', role: 'clerk', passphrase }));
    expect(await codeOf(station.call('retention.hold', { caseId, reason: '  ' }))).toBe('input.invalid');
    await must(station.call('retention.hold', { caseId, reason: 'First' }));
    expect(await must(station.call('retention.hold', { caseId, reason: 'Second' }))).toMatchObject({ reason: 'First' });
    expect((await must(station.call('audit.list', { before: null, limit: 20 }))).filter(({ action }) => action === 'hold.placed')).toHaveLength(1);
    await must(station.call('session.login', { name: 'Tomas Lind', passphrase }));
    expect(await codeOf(station.call('retention.release', { caseId }))).toBe('operator.not-allowed');
    station.close();
  });
});
