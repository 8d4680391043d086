/** A responder of this test answers on the loopback interface, on a port of its own: nothing leaves the computer. */
import { createSocket } from 'node:dgram';
import mdns from 'multicast-dns';
import { afterEach, expect, it } from 'vitest';
import { findAnnounced } from './escl-find.ts';
import { isLocal, isLoopback, placeOf } from './escl-address.ts';

const port = 20_000 + (process.pid % 20_000);
const here = { port, interface: '127.0.0.1', bind: '0.0.0.0', loopback: true };
const never = new AbortController().signal;
const responders: ReturnType<typeof mdns>[] = [];
afterEach(() => { for (const r of responders.splice(0)) r.destroy(); });

type Answer = { name: string; ip: string; secure?: boolean; txt?: string[] };

function announce(all: Answer[]): void {
  const responder = mdns(here);
  responders.push(responder);
  responder.on('query', ({ questions }) => {
    for (const { name, ip, secure = false, txt = ['rs=/eSCL', `ty=${name}`] } of all) {
      const service = secure ? '_uscans._tcp.local' : '_uscan._tcp.local';
      if (!questions.some((q) => q.name === service)) continue;
      const instance = `${name}.${service}`;
      const host = `${name.replaceAll(' ', '-')}.local`;
      responder.respond({
        answers: [{ name: service, type: 'PTR', data: instance }],
        additionals: [{ name: instance, type: 'SRV', data: { target: host, port: secure ? 443 : 8080 } }, { name: instance, type: 'TXT', data: txt }, { name: host, type: 'A', data: ip }],
      });
    }
  });
}

it('finds what announces itself, a device that speaks both plain and encrypted once, and nothing outside', async () => {
  announce([{ name: 'Nordlys 40', ip: '127.0.0.1' }, { name: 'Nordlys 40', ip: '127.0.0.1', secure: true }, { name: 'Far away', ip: '8.8.8.8' }, { name: 'In the office', ip: '192.168.1.20' }]);
  expect(await findAnnounced(true, never, here)).toEqual([{ name: 'Nordlys 40._uscan._tcp.local', label: 'Nordlys 40', place: { secure: false, host: '127.0.0.1', port: 8080, root: '/eSCL' } }]);
  expect((await findAnnounced(false, never, here)).map((a) => a.label)).toEqual(['Nordlys 40', 'In the office']);
});

it('a service without facts keeps its own name and the usual path', async () => {
  announce([{ name: 'Bare', ip: '127.0.0.1', txt: ['txtvers=1'] }]);
  expect(await findAnnounced(true, never, here)).toMatchObject([{ label: 'Bare', place: { root: '/eSCL' } }]);
});

/** A socket on no network: what is sent is kept, and packets arrive from where the test says. */
function wire() {
  const socket = createSocket('udp4');
  const sent: { message: Buffer; interface: string | null }[] = [];
  let through: string | null = null;
  Object.assign(socket, {
    bind: (_port: number, _address: string, done: () => void) => void setImmediate(() => { socket.emit('listening'); done(); }),
    send: (message: Buffer) => void sent.push({ message, interface: through }),
    setMulticastTTL: () => {}, setMulticastLoopback: () => {}, dropMembership: () => {},
    addMembership: () => { throw new Error('no multicast on this interface'); },
    setMulticastInterface: (at: string) => { through = at; },
  });
  return { socket, sent, arrive: (message: Buffer, address: string) => socket.emit('message', message, { address, port: 5353, family: 'IPv4', size: message.length }) };
}

it('with the network off nothing is sent but to this computer, and answers of another one are not heard', async () => {
  const responder = wire();
  mdns({ port, socket: responder.socket }).respond({ answers: [{ name: '_uscan._tcp.local', type: 'PTR', data: 'X._uscan._tcp.local' }, { name: 'X._uscan._tcp.local', type: 'SRV', data: { target: 'x.local', port: 80 } }, { name: 'x.local', type: 'A', data: '127.0.0.1' }] });
  await expect.poll(() => responder.sent.length).toBe(1);
  const answer = responder.sent[0]!.message;
  const heardFrom = async (address: string) => {
    const own = wire();
    setTimeout(() => own.arrive(answer, address), 100);
    const found = await findAnnounced(true, never, { port, socket: own.socket });
    return { labels: found.map((f) => f.label), through: [...new Set(own.sent.map((s) => s.interface))] };
  };
  expect(await Promise.all([heardFrom('192.168.1.9'), heardFrom('127.0.0.1')])).toEqual([{ labels: [], through: ['127.0.0.1'] }, { labels: ['X'], through: ['127.0.0.1'] }]);
});

it('silence is no failure', async () => {
  expect(await findAnnounced(true, never, here)).toEqual([]);
});

it.each([
  ['127.0.0.1', true], ['10.0.0.9', true], ['172.31.0.1', true], ['172.32.0.1', false], ['192.168.0.1', true], ['169.254.3.4', true], ['8.8.8.8', false], ['0.0.0.0', false],
  ['::1', true], ['fe80::1%eth0', true], ['fd12::1', true], ['2001:db8::1', false], ['::ffff:10.0.0.1', true], ['::ffff:8.8.8.8', false], ['scanner.local', false],
])('%s is local: %s', (address, local) => expect(isLocal(address)).toBe(local));

it.each([
  ['127.0.0.1', true], ['127.8.8.8', true], ['localhost', true], ['LOCALHOST', true], ['::1', true], ['::ffff:127.0.0.1', true], ['127.evil', false], ['127.0.0.1.example', false], ['localhost.example', false], ['10.0.0.1', false], ['128.0.0.1', false],
])('%s is this computer: %s', (host, here) => expect(isLoopback(host)).toBe(here));

it.each([
  ['10.0.0.5', { secure: false, host: '10.0.0.5', port: 80, root: '/eSCL' }],
  ['scanner.local:8080', { secure: false, host: 'scanner.local', port: 8080, root: '/eSCL' }],
  ['https://[fe80::1]/eSCL2/', { secure: true, host: 'fe80::1', port: 443, root: '/eSCL2' }],
])('%s is a place', (address, place) => expect(placeOf(address)).toEqual(place));
