/** A SANE device's options as `scanimage -A` lists them: what it can do in our words, and a wish in its own words. */
import { areaOf, type ScanColour, type DeviceCapabilities, type ScanSource, type ScanWish } from '../../../core/scanning.ts';

export type SaneOption = {
  /** With its dashes: `--mode`, `-x`. */
  name: string;
  group: string;
  /** Words it takes; empty: it takes a number or nothing. */
  words: string[];
  range: { min: number; max: number } | null;
  active: boolean;
};

const optionLine = /^ {4}(--?[A-Za-z0-9][A-Za-z0-9-]*)(?:\[=\(([^)]*)\)\])?(?: (.*?))? \[([^\]]*)\](?: \[[a-z ]+\])*$/;

export function optionsIn(listing: string): SaneOption[] {
  let group = '';
  const found: SaneOption[] = [];
  for (const line of listing.split('\n')) {
    const title = /^ {2}(\S.*):$/.exec(line)?.[1];
    if (title !== undefined) group = title;
    const [, name, bool, values = '', state] = optionLine.exec(line) ?? [];
    if (name === undefined) continue;
    const range = /^(-?[\d.]+)\.\.(-?[\d.]+)/.exec(values);
    found.push({
      name, group, active: state !== 'inactive',
      words: bool !== undefined ? bool.split('|') : range || values.startsWith('<') ? [] : values.split('|').map((v) => v.trim()).filter((v) => v !== ''),
      range: range ? { min: Number(range[1]), max: Number(range[2]) } : null,
    });
  }
  return found;
}

/** What one asks for most; offered where the device takes a range. */
const usualResolutions = [75, 100, 150, 200, 240, 300, 400, 600, 1200];

const colourOf = (word: string): ScanColour | null => {
  // More bits than 8 a sample only make the file larger for what we measure.
  if (/48|16[ -]?bit|infrared/i.test(word)) return null;
  if (/colou?r/i.test(word)) return 'colour';
  if (/gr[ae]y/i.test(word)) return 'gray';
  return /lineart|black|binary|monochrome|threshold/i.test(word) ? 'black-white' : null;
};

const sourceOf = (word: string): ScanSource | null => {
  if (/transparen|slide|negative|film|tpu|card ?(front|back)|back\b/i.test(word)) return null;
  if (/duplex|both sides/i.test(word)) return 'duplex';
  return /adf|feeder/i.test(word) ? 'feeder' : /flat|glass|table|platen|normal/i.test(word) ? 'flatbed' : null;
};

const active = (options: readonly SaneOption[], ...names: string[]): SaneOption | undefined => options.find((o) => o.active && names.includes(o.name));
const wordFor = <T>(option: SaneOption | undefined, wanted: T, meaning: (word: string) => T | null): string | undefined => option?.words.find((word) => meaning(word) === wanted);
const unique = <T>(some: readonly (T | null)[]): T[] => [...new Set(some.filter((s) => s !== null))];

/** Backends that have a switch for both sides beside the source (epsonds, epson2, brother). */
const duplexSwitch = (options: readonly SaneOption[]): string[] => {
  const mode = active(options, '--adf-mode', '--duplex', '--ScanMode');
  const word = mode?.words.find((w) => /duplex|^yes$/i.test(w));
  return mode && word !== undefined ? [`${mode.name}=${word}`] : [];
};

export function capabilitiesOf(label: string, options: readonly SaneOption[]): DeviceCapabilities {
  const source = active(options, '--source', '--scan-source', '--doc-source');
  const found = unique(source?.words.map(sourceOf) ?? []);
  if (found.includes('feeder') && !found.includes('duplex') && duplexSwitch(options).length > 0) found.push('duplex');
  const kinds: ScanSource[] = found.length > 0 ? found : ['flatbed'];
  const [width, height] = [largest(active(options, '-x')), largest(active(options, '-y'))];
  const resolution = active(options, '--resolution', '--x-resolution', '--scan-resolution');
  const resolutions = resolution?.range
    ? usualResolutions.filter((dpi) => dpi >= resolution.range!.min && dpi <= resolution.range!.max)
    : (resolution?.words ?? []).map((word) => Number.parseInt(word, 10)).filter((dpi) => dpi > 0);
  return {
    label: label.slice(0, 150), 
    sources: kinds.map((kind) => ({ source: kind, width, height })),
    resolutions: resolutions.slice(0, 40),
    colours: unique(active(options, '--mode', '--scan-mode')?.words.map(colourOf) ?? []),
    button: options.some((o) => /sensor|button/i.test(o.group) && /^--(scan|button|start|email|copy|file)\b/.test(o.name) && !/test/i.test(o.group)),
  };
}

function largest(option: SaneOption | undefined): number | null {
  const max = option?.range?.max;
  return max !== undefined && max >= 1 && max <= 2_000 ? max : null;
}

/** The wish in the device's words. What the device does not offer is left out: it then uses its own. */
export function saneArguments(wish: ScanWish, options: readonly SaneOption[], can: DeviceCapabilities): string[] {
  const args: string[] = [];
  const say = (option: SaneOption | undefined, value: string | number | undefined): void => {
    if (!option || value === undefined) return;
    if (option.name.startsWith('--')) args.push(`${option.name}=${value}`);
    else args.push(option.name, String(value));
  };
  const source = active(options, '--source', '--scan-source', '--doc-source');
  const own = wish.source && wordFor(source, wish.source, sourceOf);
  say(source, own ?? (wish.source === 'duplex' ? wordFor(source, 'feeder', sourceOf) : undefined));
  if (wish.source === 'duplex' && own === undefined) args.push(...duplexSwitch(options));
  const mode = active(options, '--mode', '--scan-mode');
  if (wish.colour) say(mode, wordFor(mode, wish.colour, colourOf));
  const depth = active(options, '--depth');
  if (wish.colour !== 'black-white' && depth?.words.some((w) => Number.parseInt(w, 10) === 8)) say(depth, 8);
  if (wish.dpi !== null) say(active(options, '--resolution', '--x-resolution', '--scan-resolution'), wish.dpi);
  const area = areaOf(wish, can);
  if (area) {
    // Fujitsu's and Canon's feeders centre the area on a page whose size they must know first.
    say(active(options, '--page-width'), area.width);
    say(active(options, '--page-height'), area.height);
    for (const [option, value] of [['-l', 0], ['-t', 0], ['-x', area.width], ['-y', area.height]] as const) say(active(options, option), value);
  }
  return args;
}
