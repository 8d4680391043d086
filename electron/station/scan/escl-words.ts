/** eSCL's documents (Mopria eSCL 2.97) in our words: what a device can do, how it stands, and a wish as ScanSettings. */
import type { ErrorCode } from '../../../core/errors.ts';
import { areaOf, type ScanColour, type DeviceCapabilities, type ScanSource, type ScanWish } from '../../../core/scanning.ts';
import { allNamed, escapeXml, firstNamed, numberNamed, textNamed, type XmlNode } from './escl-xml.ts';

/** eSCL counts lengths in 1/300 inch. */
const unitsPerMillimetre = 300 / 25.4;

const colourModes: readonly { mode: string; colour: ScanColour }[] = [
  { mode: 'RGB24', colour: 'colour' }, { mode: 'Grayscale8', colour: 'gray' }, { mode: 'BlackAndWhite1', colour: 'black-white' },
];

const inputs: readonly { source: ScanSource; caps: string }[] = [
  { source: 'flatbed', caps: 'PlatenInputCaps' }, { source: 'feeder', caps: 'AdfSimplexInputCaps' }, { source: 'duplex', caps: 'AdfDuplexInputCaps' },
];

/** Formats we take, best first. A JPEG is one page; a PDF may hold the whole stack. */
const formats = ['image/jpeg', 'image/png', 'application/pdf', 'image/tiff'] as const;

const usualResolutions = [75, 100, 150, 200, 300, 400, 600, 1200];

/** `format`: what pages are asked for in; devices often have black and white as PDF or TIFF alone. */
export type EsclCapabilities = DeviceCapabilities & { format(wish: Pick<ScanWish, 'source' | 'colour'>): string };

/** @returns null where the answer is no such document. */
export function capabilitiesIn(root: XmlNode): EsclCapabilities | null {
  if (root.name !== 'ScannerCapabilities') return null;
  const found = inputs.flatMap(({ source, caps }) => {
    const node = firstNamed(root, caps);
    return node ? [{ source, width: lengthOf(node, 'MaxWidth'), height: lengthOf(node, 'MaxHeight'), resolutions: resolutionsOf(firstNamed(node, 'SupportedResolutions') ? node : root), colours: coloursOf(node, root) }] : [];
  });
  const [first] = found;
  if (!first) return null;
  return {
    label: (textNamed(root, 'MakeAndModel') || 'eSCL').slice(0, 150), button: false,
    sources: found.map(({ colours, ...source }) => ({ ...source, colours: colours.map(({ colour }) => colour) })),
    resolutions: first.resolutions, colours: first.colours.map(({ colour }) => colour),
    format: (wish) => (found.find(({ source }) => source === wish.source) ?? first).colours.find(({ colour }) => colour === wish.colour)?.format ?? formatIn(root) ?? formats[0],
  };
}

/** Each with the best format of the profiles that have it; a colour that comes in none we take is not offered. */
function coloursOf(node: XmlNode, root: XmlNode): { colour: ScanColour; format: string }[] {
  const own = allNamed(node, 'SettingProfile').filter((profile) => firstNamed(profile, 'ColorMode'));
  // Older devices say modes and formats once for all.
  const profiles = own.length > 0 ? own : [root];
  return colourModes.flatMap(({ mode, colour }) => {
    const having = profiles.filter((profile) => allNamed(profile, 'ColorMode').some((n) => n.text.trim() === mode));
    const silent = having.some((profile) => offeredIn(profile).length === 0);
    const format = formats.find((one) => having.some((profile) => offeredIn(profile).includes(one))) ?? (silent ? formatIn(root) ?? formats[0] : null);
    return having.length > 0 && format !== null ? [{ colour, format }] : [];
  });
}

const offeredIn = (node: XmlNode): string[] => [...allNamed(node, 'DocumentFormat'), ...allNamed(node, 'DocumentFormatExt')].map((n) => n.text.trim().toLowerCase());
const formatIn = (node: XmlNode): string | null => formats.find((format) => offeredIn(node).includes(format)) ?? null;

function lengthOf(node: XmlNode, name: string): number | null {
  const units = numberNamed(node, name);
  const millimetres = units === null ? null : Math.floor((units / unitsPerMillimetre) * 10 + 1e-6) / 10;
  return millimetres !== null && millimetres >= 1 && millimetres <= 2_000 ? millimetres : null;
}

function resolutionsOf(node: XmlNode): number[] {
  const discrete = allNamed(node, 'DiscreteResolution').flatMap((r) => {
    const [x, y] = [numberNamed(r, 'XResolution'), numberNamed(r, 'YResolution')];
    return x !== null && x === y && x > 0 && x <= 20_000 ? [Math.round(x)] : [];
  });
  const range = firstNamed(node, 'XResolutionRange');
  const [min, max] = [numberNamed(range, 'Min'), numberNamed(range, 'Max')];
  const ranged = min === null || max === null ? [] : usualResolutions.filter((dpi) => dpi >= min && dpi <= max);
  return [...new Set([...discrete, ...ranged])].sort((a, b) => a - b).slice(0, 40);
}

/** AdfState (eSCL 2.97, 9.2.2). `null`: nothing is wrong. */
export const adfStates: Record<string, ErrorCode | null> = {
  ScannerAdfProcessing: null, ScannerAdfLoaded: null, ScannerAdfEmpty: 'scanner.no-paper', ScannerAdfJam: 'scanner.jammed', ScannerAdfMispick: 'scanner.jammed',
  ScannerAdfMultipickDetected: 'scanner.double-feed', ScannerAdfHatchOpen: 'scanner.cover-open', ScannerAdfDuplexPageTooShort: 'scanner.settings', ScannerAdfDuplexPageTooLong: 'scanner.settings',
  ScannerAdfInputTrayFailed: 'scanner.attention', ScannerAdfInputTrayOverloaded: 'scanner.attention',
};

/** StateReasons, as PWG 5100.13 and WS-Scan name conditions; vendors write them in several ways, so letters alone count. */
export const stateReasons: Record<string, ErrorCode> = {
  coveropen: 'scanner.cover-open', interlockopen: 'scanner.cover-open', mediajam: 'scanner.jammed', multiplefeederror: 'scanner.double-feed', lampwarming: 'scanner.warming-up', warmingup: 'scanner.warming-up',
  calibrating: 'scanner.warming-up', attentionrequired: 'scanner.attention', lamperror: 'scanner.attention', internalstoragefull: 'scanner.memory', inputtrayempty: 'scanner.no-paper',
};

/** State of the device. */
export const deviceStates: Record<string, ErrorCode | null> = { Idle: null, Processing: 'scanner.busy', Testing: 'scanner.warming-up', Stopped: 'scanner.attention', Down: 'scanner.failed' };

/** Of each part what stands in the way; null or empty: nothing. */
export type EsclStatus = { adf: ErrorCode | null; reasons: ErrorCode[]; device: ErrorCode | null; job: 'cancelled' | 'aborted' | null };

/** @param jobPath of the job whose fate is asked for; null: none. @returns null where the answer is no such document. */
export function statusIn(root: XmlNode, jobPath: string | null): EsclStatus | null {
  if (root.name !== 'ScannerStatus') return null;
  const own = allNamed(root, 'JobInfo').find((info) => jobPath !== null && (textNamed(info, 'JobUri') ?? '').endsWith(jobPath));
  const state = own ? textNamed(own, 'JobState') : null;
  const device = deviceStates[root.children.find((c) => c.name === 'State')?.text.trim() ?? ''] ?? null;
  return {
    adf: adfStates[textNamed(root, 'AdfState') ?? ''] ?? null,
    reasons: allNamed(root, 'StateReason').flatMap((n) => stateReasons[n.text.toLowerCase().replace(/[^a-z]/g, '')] ?? []),
    // While it works for us, that it works is no cause of anything.
    device: device === 'scanner.busy' && jobPath !== null ? null : device,
    job: state === 'Canceled' ? 'cancelled' : state === 'Aborted' ? 'aborted' : null,
  };
}

/** What is in the way of the paper first. That there is none is the last cause thought of: a feeder is empty as soon as its last sheet was drawn in, whatever happens to that one. */
export function causeOf(status: EsclStatus | null, fromFeeder: boolean): ErrorCode | null {
  if (!status) return null;
  const said = [fromFeeder ? status.adf : null, ...status.reasons, status.job === 'cancelled' ? 'scanner.cancelled' as const : null, status.device, status.job === 'aborted' ? 'scanner.failed' as const : null];
  const [first = null] = said.filter((cause) => cause !== null && cause !== 'scanner.no-paper');
  return first ?? (fromFeeder && said.includes('scanner.no-paper') ? 'scanner.no-paper' : null);
}

/** Causes that pass by themselves; any other one is told instead of being waited out. */
const passing: readonly ErrorCode[] = ['scanner.busy', 'scanner.warming-up', 'scanner.no-paper'];
export const passesByItself = (cause: ErrorCode): boolean => passing.includes(cause);

export function scanSettings(wish: ScanWish, can: DeviceCapabilities, format: string): string {
  const area = areaOf(wish, can);
  const units = (millimetres: number): number => Math.floor(millimetres * unitsPerMillimetre);
  const colour = colourModes.find((c) => c.colour === wish.colour)?.mode;
  const say = (name: string, value: string | number): string => `<${name}>${escapeXml(String(value))}</${name}>`;
  const region = area && `<pwg:ScanRegions><pwg:ScanRegion>${say('pwg:ContentRegionUnits', 'escl:ThreeHundredthsOfInches')}${say('pwg:XOffset', 0)}${say('pwg:YOffset', 0)}${say('pwg:Width', units(area.width))}${say('pwg:Height', units(area.height))}</pwg:ScanRegion></pwg:ScanRegions>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">',
    say('pwg:Version', '2.0'), region ?? '',
    say('pwg:InputSource', wish.source === 'flatbed' || wish.source === null ? 'Platen' : 'Feeder'),
    wish.source === 'duplex' ? say('scan:Duplex', 'true') : wish.source === 'feeder' ? say('scan:Duplex', 'false') : '',
    colour ? say('scan:ColorMode', colour) : '',
    wish.dpi === null ? '' : say('scan:XResolution', wish.dpi) + say('scan:YResolution', wish.dpi),
    say('pwg:DocumentFormat', format), say('scan:DocumentFormatExt', format),
    '</scan:ScanSettings>',
  ].join('');
}
