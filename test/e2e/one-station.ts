/** One station for all tests of a file, in order: set up before the first, gone with its folder after the last. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type Page } from '@playwright/test';
import { clip } from './clips.ts';
import { launchStation, type RunningStation } from './harness.ts';
import { setUp } from './walk.ts';

export type OneStation = { folder: string; station: RunningStation; page: Page };

/** Call it at the top of the file. `made` is told before the first test. */
export function oneStation(made: (one: OneStation) => void, { documentClip = 'document-good' }: { documentClip?: Parameters<typeof clip>[0] } = {}): void {
  let open: OneStation | null = null;
  test.describe.configure({ mode: 'serial' });
  test.beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-e2e-'));
    const station = await launchStation({ dir: path.join(folder, 'data'), documentClip: clip(documentClip), faceClip: clip('face-customer'), size: { width: 1280, height: 800 } });
    open = { folder, station, page: station.page };
    made(open);
    await setUp(station.page);
  });
  test.afterAll(async () => {
    await open?.station.close();
    if (open) rmSync(open.folder, { recursive: true, force: true });
  });
}
