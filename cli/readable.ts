/** Lines for people: what failed, and what to do, in the check's own words. */
import { checkById } from '../core/checks/index.ts';
import type { CheckResult } from '../core/checks/check.ts';

export function readableChecks(results: readonly CheckResult[]): string[] {
  return results.map((r) => {
    const value = r.value === null ? (r.reason ?? '') : `${short(r.value)} ${r.unit} (limit ${short(r.threshold ?? NaN)})`;
    return `  ${r.status.padEnd(14)} ${r.id.padEnd(20)} ${value}${r.status === 'fail' ? `\n${' '.repeat(17)}${sentence(r.id, r.values)}` : ''}`;
  });
}

export function sentence(id: string, values: CheckResult['values']): string {
  const strings = checkById(id)?.strings;
  if (!strings) return id;
  const { failure, remedy } = strings.variants?.[String(values['variant'])] ?? strings;
  return `${failure} ${remedy}`.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''));
}

const short = (value: number) => (Number.isInteger(value) ? String(value) : value.toPrecision(3));

export const heading = (file: string, ok: boolean, error: { code: string; message: string } | undefined, ms: number): string =>
  ok ? `${file}  (${Math.round(ms)} ms)` : `${file}  NOT PROCESSED  ${error?.code ?? ''}: ${error?.message ?? ''}`;
