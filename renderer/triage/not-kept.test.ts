import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

it('the triage asks the station for the day and the printer, and hands it nothing to keep', () => {
  const sources = readdirSync(import.meta.dirname).filter((f) => /\.(vue|ts)$/.test(f) && !f.endsWith('.test.ts')).map((f) => readFileSync(path.join(import.meta.dirname, f), 'utf8'));
  const asked = sources.flatMap((text) => [...text.matchAll(/(?<!reader\.)\bcall\('([\w.]+)'/g)].map((m) => m[1]!));
  expect([...new Set(asked)].sort()).toEqual(['slip.print', 'slip.save', 'station.status']);
  expect(sources.join('\n')).not.toMatch(/putCapture|keepDraft|localStorage|sessionStorage|indexedDB/);
});
