import path from 'node:path';
import { expect, it } from 'vitest';
import { heldAndSwept } from '../../test/fakes/leaving.ts';

it.skipIf(process.platform !== 'linux')('leaves nothing in memory of what was let go of', async () => {
  const { held, swept } = await heldAndSwept({
    hold: `
import { serialize, deserialize } from 'node:v8';
import { overwriteFreed, sweepMemory } from ${JSON.stringify(path.join(import.meta.dirname, 'sweep.ts'))};
overwriteFreed();
const hold = () => Array.from({ length: 2000 }, (_, n) => [JSON.parse('{"a":"' + name() + n + '"}'), deserialize(serialize(name() + n))]).length;
hold();`,
    sweep: 'await sweepMemory()',
  });
  // What is not found before says nothing afterwards.
  expect(held).toBeGreaterThan(1000);
  expect(swept).toBe(0);
}, 30_000);
