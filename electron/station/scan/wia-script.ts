/**
 * The PowerShell that speaks with WIA's automation layer (wiaaut.dll), as a constant: what is wished comes as JSON in an environment variable, so that no
 * text of a device or a person is ever read as a command. It says one JSON object a line. Written against Microsoft's documentation of the WIA
 * Automation Layer and of the WIA property identifiers; untested on hardware.
 */
import { areaOf, type DeviceCapabilities, type ScanWish } from '../../../core/scanning.ts';

/** WIA_IPS_CUR_INTENT: WIA_INTENT_IMAGE_TYPE_COLOR, _GRAYSCALE, _TEXT. */
const intents = { 'colour': 1, 'gray': 2, 'black-white': 4 } as const;
/** WIA_DPS_DOCUMENT_HANDLING_SELECT: FEEDER, FLATBED, DUPLEX (with FEEDER). */
const handling = { flatbed: 2, feeder: 1, duplex: 1 + 4 } as const;

export const wiaVariable = 'VESTIBULE_WIA';

export type WiaTask =
  | { task: 'list' }
  | { task: 'capabilities'; device: string }
  | { task: 'scan'; device: string; dir: string; handling: number | null; intent: number | null; dpi: number | null; width: number | null; height: number | null; feeder: boolean };

export function scanTask(wish: ScanWish, can: DeviceCapabilities, dir: string): WiaTask {
  const area = areaOf(wish, can);
  const pixels = (millimetres: number | undefined): number | null => (millimetres === undefined || wish.dpi === null ? null : Math.floor((millimetres / 25.4) * wish.dpi));
  return {
    task: 'scan', device: wish.name, dir, handling: wish.source && handling[wish.source], intent: wish.colour && intents[wish.colour], dpi: wish.dpi,
    width: pixels(area?.width), height: pixels(area?.height), feeder: wish.source === 'feeder' || wish.source === 'duplex',
  };
}

export const wiaArguments = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-EncodedCommand'] as const;
/** PowerShell takes UTF-16 in base64. */
export const encodedScript = (): string => Buffer.from(script, 'utf16le').toString('base64');

export const script = `
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
function Say($o) { [Console]::Out.WriteLine((ConvertTo-Json -Compress -Depth 5 $o)); [Console]::Out.Flush() }
function Prop($owner, $id) { foreach ($p in $owner.Properties) { if ($p.PropertyID -eq $id) { return $p } } return $null }
function SetProp($owner, $id, $value) { if ($null -ne $value) { $p = Prop $owner $id; if ($p -and -not $p.IsReadOnly) { $p.Value = $value } } }
function ValueOf($owner, $id) { $p = Prop $owner $id; if ($p) { return $p.Value } return $null }
try {
  $wish = ConvertFrom-Json $env:${wiaVariable}
  $manager = New-Object -ComObject WIA.DeviceManager
  $scanners = @($manager.DeviceInfos | Where-Object { $_.Type -eq 1 })
  if ($wish.task -eq 'list') {
    foreach ($info in $scanners) { Say @{ name = $info.DeviceID; label = [string](ValueOf $info 7) } }
    exit 0
  }
  $info = $scanners | Where-Object { $_.DeviceID -eq $wish.device } | Select-Object -First 1
  if (-not $info) { Say @{ hresult = -2145320939 }; exit 1 }
  $device = $info.Connect()
  $item = $device.Items.Item(1)
  if ($wish.task -eq 'capabilities') {
    $x = Prop $item 6147
    $steps = @(); $range = $null
    if ($x.SubType -eq 1) { $range = @{ min = $x.SubTypeMin; max = $x.SubTypeMax } }
    if ($x.SubType -eq 2) { foreach ($v in $x.SubTypeValues) { $steps += $v } }
    Say @{ label = [string](ValueOf $info 7); handling = (ValueOf $device 3086); bedWidth = (ValueOf $device 3074); bedHeight = (ValueOf $device 3075); feedWidth = (ValueOf $device 3076); feedHeight = (ValueOf $device 3077); resolutions = $steps; range = $range }
    exit 0
  }
  SetProp $device 3088 $wish.handling
  if ($wish.feeder) { SetProp $device 3096 1 }
  SetProp $item 6146 $wish.intent
  SetProp $item 6147 $wish.dpi
  SetProp $item 6148 $wish.dpi
  SetProp $item 6149 0
  SetProp $item 6150 0
  SetProp $item 6151 $wish.width
  SetProp $item 6152 $wish.height
  $page = 0
  do {
    $image = $item.Transfer('{B96B3CAF-0728-11D3-9D7B-0000F81EF32E}')
    $page++
    $part = Join-Path $wish.dir ('page-' + $page + '.part')
    $file = Join-Path $wish.dir ('page-' + $page)
    if ($image.FormatID -ne '{B96B3CAF-0728-11D3-9D7B-0000F81EF32E}') {
      $process = New-Object -ComObject WIA.ImageProcess
      $process.Filters.Add($process.FilterInfos.Item('Convert').FilterID)
      $process.Filters.Item(1).Properties.Item('FormatID').Value = '{B96B3CAF-0728-11D3-9D7B-0000F81EF32E}'
      $image = $process.Apply($image)
    }
    $image.SaveFile($part)
    Move-Item -LiteralPath $part -Destination $file
    Say @{ page = $file }
  } while ($wish.feeder)
  exit 0
} catch {
  $e = $_.Exception
  while ($e.InnerException) { $e = $e.InnerException }
  Say @{ hresult = $e.HResult }
  exit 1
}
`;
