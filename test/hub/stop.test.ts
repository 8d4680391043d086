/** A hub that is asked to stop, as a service manager does: what is here is answered, and nobody keeps it from ending. */
import net from 'node:net';
import { afterAll, afterEach, expect, it } from 'vitest';
import { paths } from '../../core/sync/protocol.ts';
import { startHubChild, type HubChild } from '../fakes/hub-child.ts';
import { until } from '../fakes/hub-kit.ts';
import { newFolder, removeFolders } from '../fakes/station-kit.ts';

let hub: HubChild;
afterEach(() => hub.kill());
afterAll(removeFolders);

/** A request of which the second half of the body is still to come. */
function halfAsked(port: number): Promise<{ socket: net.Socket; heard(): string; closed: Promise<void> }> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(`POST ${paths.enrolments} HTTP/1.1\r\nhost: hub\r\ncontent-type: application/octet-stream\r\ncontent-length: 10\r\n\r\nhalf `);
      // The hub has read it by then: it answers what comes after it on another connection.
      void until(async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok).then(() => resolve({ socket, heard: () => heard, closed: new Promise((done) => socket.once('close', () => done())) }));
    });
    socket.on('data', (piece: Buffer) => { heard += piece.toString(); });
    socket.on('error', () => {});
  });
}
const refuses = (port: number): Promise<boolean> => new Promise((resolve) => net.connect(port, '127.0.0.1').once('connect', () => resolve(false)).once('error', () => resolve(true)));

it('a request that is here is answered, a new one is not taken, and the next start opens the same database', async () => {
  const dir = newFolder();
  hub = await startHubChild(dir, null);
  // No terminal: a code that opens the hub to whoever reads it stands in no journal.
  await until(() => hub.said().includes('admin-code'));
  expect(hub.said().match(/([0-9A-Z]{4}-){3}[0-9A-Z]{4}/g)).toEqual([hub.code]);
  const asked = await halfAsked(hub.port);
  const stopped = hub.stop();
  await until(() => refuses(hub.port));
  asked.socket.write('whole');
  await asked.closed;
  expect(asked.heard()).toMatch(/^HTTP\/1\.1 401 [\s\S]*request\.malformed/);
  await stopped;
  await hub.start();
  expect((await fetch(`${hub.url}/ready`)).status).toBe(200);
});

it('a request that never comes to its end is broken off', async () => {
  hub = await startHubChild(newFolder(), null);
  const asked = await halfAsked(hub.port);
  await hub.stop();
  await asked.closed;
  expect(asked.heard()).toBe('');
});
