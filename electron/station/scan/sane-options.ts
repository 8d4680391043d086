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
  /** As it stands: `yes`, `0`, `Flatbed`; empty where it has none. */
  value: string;
};

const optionLine = /^ {4}(--?[A-Za-z0-9][A-Za-z0-9-]*)(?:\[=\(([^)]*)\)\])?(?: (?!\[)(.*?))? \[([^\]]*)\](?: \[[a-z -]+\])*$/;

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
      name, group, active: state !== 'inactive', value: state === undefined || /^(inactive|hardware|advanced|read-only)$/.test(state) ? '' : state,
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

const sourceNames = ['--source', '--scan-source', '--doc-source'];
const resolutionNames = ['--resolution', '--x-resolution', '--scan-resolution'];
const active = (options: readonly SaneOption[], ...names: string[]): SaneOption | undefined => options.find((o) => o.active && names.includes(o.name));
const wordFor = <T>(option: SaneOption | undefined, wanted: T, meaning: (word: string) => T | null): string | undefined => option?.words.find((word) => meaning(word) === wanted);
const unique = <T>(some: readonly (T | null)[]): T[] => [...new Set(some.filter((s) => s !== null))];

/** Backends that have a switch for both sides beside the source (epsonds, epson2, brother). */
const duplexSwitch = (options: readonly SaneOption[]): string[] => {
  const mode = active(options, '--adf-mode', '--duplex', '--ScanMode');
  const word = mode?.words.find((w) => /duplex|^yes$/i.test(w));
  return mode && word !== undefined ? [`${mode.name}=${word}`] : [];
};

/** Listings taken with another source set: sizes, resolutions and colours often go with it. */
export type ListingsBySource = ReadonlyMap<ScanSource, readonly SaneOption[]>;

/** Sources other than the one a listing was taken with, and how to ask for theirs. */
export function otherSources(options: readonly SaneOption[]): { source: ScanSource; argument: string }[] {
  const option = active(options, ...sourceNames);
  return unique(option?.words.map(sourceOf) ?? []).flatMap((source) => {
    const word = wordFor(option, source, sourceOf);
    return option === undefined || word === undefined || sourceOf(option.value) === source ? [] : [{ source, argument: `${option.name}=${word}` }];
  });
}

export function capabilitiesOf(label: string, options: readonly SaneOption[], bySource: ListingsBySource = new Map()): DeviceCapabilities {
  const found = unique(active(options, ...sourceNames)?.words.map(sourceOf) ?? []);
  if (found.includes('feeder') && !found.includes('duplex') && duplexSwitch(options).length > 0) found.push('duplex');
  const kinds: ScanSource[] = found.length > 0 ? found : ['flatbed'];
  return {
    label: label.slice(0, 150),
    sources: kinds.map((source) => {
      const on = optionsOn(source, options, bySource);
      return { source, width: largest(active(on, '-x')), height: largest(active(on, '-y')), ...choicesIn(on) };
    }),
    ...choicesIn(options),
    button: options.some(isButton),
  };
}

/** Both sides by a switch beside the source are the feeder's. */
export const optionsOn = (source: ScanSource | null, options: readonly SaneOption[], bySource: ListingsBySource): readonly SaneOption[] =>
  (source === null ? undefined : (bySource.get(source) ?? (source === 'duplex' ? bySource.get('feeder') : undefined))) ?? options;

function choicesIn(options: readonly SaneOption[]): { resolutions: number[]; colours: ScanColour[] } {
  const { range, words = [] } = active(options, ...resolutionNames) ?? {};
  const resolutions = range ? usualResolutions.filter((dpi) => dpi >= range.min && dpi <= range.max) : words.map((word) => Number.parseInt(word, 10)).filter((dpi) => dpi > 0);
  return { resolutions: resolutions.slice(0, 40), colours: unique(active(options, '--mode', '--scan-mode')?.words.map(colourOf) ?? []) };
}

/** One that begins a scan in a maker's own program. `--button-controlled` and `--button-update` (pixma) are settings. */
const isButton = ({ name, group }: SaneOption): boolean => /sensor|button/i.test(group) && !/test/i.test(group) && /^--(scan|start|email|copy|file|pdf|button(-?\d+)?)$/.test(name);

const isOn = ({ value }: SaneOption): boolean => value === 'yes' || Number(value) > 0;
export const buttonIsDown = (options: readonly SaneOption[]): boolean => options.some((option) => isButton(option) && isOn(option));

/** The drivers that notice two sheets at once tell it as a jam and by a sensor (fujitsu). */
const doubleFeed = (options: readonly SaneOption[]): SaneOption | undefined => options.find((option) => option.name === '--double-feed' && /sensor/i.test(option.group));
export const tellsDoubleFeed = (options: readonly SaneOption[]): boolean => doubleFeed(options) !== undefined;
export const tookTwo = (options: readonly SaneOption[]): boolean => options.some((option) => option === doubleFeed(options) && isOn(option));

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
  const source = active(options, ...sourceNames);
  const own = wish.source && wordFor(source, wish.source, sourceOf);
  say(source, own ?? (wish.source === 'duplex' ? wordFor(source, 'feeder', sourceOf) : undefined));
  if (wish.source === 'duplex' && own === undefined) args.push(...duplexSwitch(options));
  const mode = active(options, '--mode', '--scan-mode');
  if (wish.colour) say(mode, wordFor(mode, wish.colour, colourOf));
  const depth = active(options, '--depth');
  if (wish.colour !== 'black-white' && depth?.words.some((w) => Number.parseInt(w, 10) === 8)) say(depth, 8);
  if (wish.dpi !== null) say(active(options, ...resolutionNames), wish.dpi);
  const area = areaOf(wish, can);
  if (area) {
    // Fujitsu's and Canon's feeders centre the area on a page whose size they must know first.
    say(active(options, '--page-width'), area.width);
    say(active(options, '--page-height'), area.height);
    for (const [option, value] of [['-l', 0], ['-t', 0], ['-x', area.width], ['-y', area.height]] as const) say(active(options, option), value);
  }
  return args;
}
