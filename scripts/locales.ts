/**
 * `npm run locales` writes resources/locales/en.json from the texts that stand beside the checks and the error codes.
 * `--check` (in the tests) fails when the file is not what the code says.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { checks } from '../core/checks/index.ts';
import { errorTexts } from '../core/errors.ts';

const target = new URL('../resources/locales/en.json', import.meta.url);

export function localeText(): string {
  const checkTexts = Object.fromEntries(
    [...checks]
      .sort((a, b) => a.id.localeCompare(b.id))
      .map((check) => {
        const { failure, remedy, note, variants } = check.strings;
        return [check.id, { failure, remedy, note, ...(variants ? { variants } : {}) }];
      }),
  );
  return `${JSON.stringify({ checks: checkTexts, errors: errorTexts }, null, 2)}\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  if (process.argv.includes('--check')) {
    if (readFileSync(target, 'utf8') !== localeText()) {
      console.error('resources/locales/en.json is not what the code says: run `npm run locales` and commit it.');
      process.exit(1);
    }
  } else {
    mkdirSync(new URL('.', target), { recursive: true });
    writeFileSync(target, localeText());
    console.log('resources/locales/en.json written');
  }
}
