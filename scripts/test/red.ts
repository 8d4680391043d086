/** What a red run of vitest or Playwright named, short enough for the end of a log: often only that is kept. */

const ends = { vitest: /^FAIL {1,2}/, playwright: /^\d+\) \S+\.spec\.ts:/ } as const;
/** What went wrong, what was waited for, and where: a line each. */
const why = [/^(?:\w*Error|Test timeout)\b.*/, /^(?:Locator|Received|Error: strict mode)\b.*/, /^(?:> *\d+ \||❯ \S+:\d+:\d+).*/] as const;
const perTest = 3;
const widest = 180;

/**
 * @param printed without colours
 * @returns those that passed at the second try, then those that failed, each name followed by at most three lines of why; the last lines where nothing is named
 */
export function redLines(printed: string): string[] {
  const lines = printed.split('\n').map((line) => line.trim()).filter(Boolean);
  const tests = new Map<string, string[]>();
  let open: string[] | null = null;
  for (const line of lines) {
    if (ends.vitest.test(line) || ends.playwright.test(line)) {
      const name = line.replace(/ ─+$/, '').replace(/^\d+\) /, '');
      open = tests.get(name) ?? [];
      tests.set(name, open);
    } else if (open && open.length < perTest && why.some((part) => part.test(line))) open.push(line.slice(0, widest));
  }
  if (tests.size === 0) return lines.slice(-3);
  const second = passedAtSecondTry(lines);
  const rows = [...tests].map(([name, reasons]) => ({ name, reasons, flaky: second.has(name) }));
  return [...rows.filter(({ flaky }) => flaky), ...rows.filter(({ flaky }) => !flaky)]
    .flatMap(({ name, reasons, flaky }) => [`${flaky ? 'second try: ' : ''}${name}`, ...reasons.map((reason) => `  ${reason}`)].map((line) => line.slice(0, widest)));
}

/** Playwright's own list, at its end: "5 flaky", then a line each. */
function passedAtSecondTry(lines: readonly string[]): Set<string> {
  const from = lines.findLastIndex((line) => /^\d+ flaky$/.test(line));
  if (from < 0) return new Set();
  const rest = lines.slice(from + 1).map((line) => line.replace(/ ─+$/, ''));
  const until = rest.findIndex((line) => !/\.spec\.ts:/.test(line));
  return new Set(until < 0 ? rest : rest.slice(0, until));
}
