import { describe, expect, it, vi } from 'vitest';
import { CodedError } from '../core/errors.ts';
import { answerCall, type Forward, type Sender } from './door.ts';

const ours: Sender = { url: 'app://station/index.html#/records', isOurMainFrame: true };
const station: Forward = async (name, input) => ({ ok: true, value: { name, input } });

describe('the door', () => {
  it('hands a known call of our main frame to the station', async () => {
    expect(await answerCall(ours, 'station.status', { a: 1 }, station)).toEqual({ ok: true, value: { name: 'station.status', input: { a: 1 } } });
  });

  it.each<[string, Sender]>([
    ['nobody', null],
    ['an empty address', { url: '', isOurMainFrame: true }],
    ['about:blank', { url: 'about:blank', isOurMainFrame: true }],
    ['a data page', { url: 'data:text/html,app://station/', isOurMainFrame: true }],
    ['a remote page', { url: 'https://station/index.html', isOurMainFrame: true }],
    ['a host that begins like ours', { url: 'app://station.example/index.html', isOurMainFrame: true }],
    ['a user that looks like our host', { url: 'app://station@example/index.html', isOurMainFrame: true }],
    ['our origin in another frame', { url: 'app://station/index.html', isOurMainFrame: false }],
  ])('refuses %s and does not bother the station', async (_who, sender) => {
    const forward = vi.fn(station);
    expect(await answerCall(sender, 'station.status', {}, forward)).toEqual({ ok: false, error: { code: 'call.forbidden', values: {} } });
    expect(forward).not.toHaveBeenCalled();
  });

  it.each([['station.unknown'], ['__proto__'], ['constructor'], ['toString'], [''], [undefined], [['station.status']]])('refuses the call name %s', async (name) => {
    expect(await answerCall(ours, name, {}, station)).toEqual({ ok: false, error: { code: 'call.unknown', values: {} } });
  });

  it('refuses more than a capture could be', async () => {
    const input = { picture: new Uint8Array(42_000_001) };
    expect(await answerCall(ours, 'capture.put', input, station)).toEqual({ ok: false, error: { code: 'input.too-large', values: {} } });
  });

  it('passes the code of a coded error, and nothing of a foreign one', async () => {
    const coded: Forward = async () => Promise.reject(new CodedError('operator.wait', { seconds: 30 }));
    const foreign: Forward = async () => Promise.reject(new Error('/home/clerk/key is unreadable'));
    expect(await answerCall(ours, 'session.login', {}, coded)).toEqual({ ok: false, error: { code: 'operator.wait', values: { seconds: 30 } } });
    expect(await answerCall(ours, 'session.login', {}, foreign)).toEqual({ ok: false, error: { code: 'internal', values: {} } });
  });
});
