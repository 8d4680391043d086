/** Our own hub passes what we ask of any, and the suite notices one that does not. */
import { describe, expect, it } from 'vitest';
import { draftSchema, publish } from '../../hub/bundles.ts';
import { approve } from '../fakes/approve.ts';
import { probeHub, probes } from '../../scripts/hub/conformance.ts';
import { rawStation } from '../../scripts/hub/raw-station.ts';
import { testDatabases } from '../fakes/databases.ts';
import { hubOn } from '../fakes/hub-kit.ts';

/** Requests that are stale, sent twice or under another key, and the protocol: told before the state of the station. */
const beforeApproval = 4;

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);

  it('every probe holds for a station that was let in; before, only those that end before the hub looks who asks', async () => {
    const station = await rawStation(running().url, 'Conformance');
    await station.enrol();
    const lines: string[] = [];
    expect(await probeHub(station, (line) => lines.push(line))).toBe(probes.length - beforeApproval);
    await approve(running().hub.db, station.code, running().hub.keys, new Date());
    await publish(running().hub, draftSchema.parse({ notes: ['Told to whoever asks.'] }));
    lines.length = 0;
    expect(await probeHub(station, (line) => lines.push(line)), lines.join('\n')).toBe(0);
  });
});
