/** Charts as SVG of the server's own making: no script draws, and what they show stands in a table as well. */
import { html, type Html } from './html.ts';

const [width, height, left, bottom, top] = [960, 240, 40, 24, 10];
/** Chosen: labels of ten letters side by side without touching. */
const mostLabels = 15;

type Chart = { label: string; testId: string; /** One a place, left to right; `short`: as it stands under the axis. */ places: readonly string[]; short: (place: string) => string };

const axis = (most: string | number): Html => html`<line x1="${left}" x2="${width}" y1="${height - bottom}" y2="${height - bottom}" class="axis"/><text x="${left - 8}" y="16" text-anchor="end">${most}</text><text x="${left - 8}" y="${height - bottom}" text-anchor="end">0</text>`;

function framed({ label, testId, places, short }: Chart, most: string | number, pieces: readonly (Html | '')[]): Html {
  const slot = (width - left) / places.length;
  const every = Math.ceil(places.length / mostLabels);
  return html`<svg viewBox="0 0 ${width} ${height}" class="chart" role="img" aria-label="${label}" data-testid="${testId}">${axis(most)}
${pieces}${places.map((place, at) => (at % every === 0 ? html`<text x="${(left + at * slot + slot / 2).toFixed(1)}" y="${height - 6}" text-anchor="middle">${short(place)}</text>` : ''))}</svg>`;
}

/** Stacked, one colour a series. */
export function bars(chart: Chart, series: readonly string[], of: (place: string, series: string) => number, unit = ''): Html {
  const tallest = Math.max(1, ...chart.places.map((place) => series.reduce((total, one) => total + of(place, one), 0)));
  const slot = (width - left) / chart.places.length;
  const scale = (height - bottom - top) / tallest;
  return framed(chart, `${Math.round(tallest)}${unit}`, chart.places.flatMap((place, at) => {
    let y = height - bottom;
    return series.map((one, n) => {
      const tall = of(place, one) * scale;
      y -= tall;
      return tall === 0 ? '' : html`<rect x="${(left + at * slot + slot * 0.15).toFixed(1)}" y="${y.toFixed(1)}" width="${(slot * 0.7).toFixed(1)}" height="${tall.toFixed(1)}" class="c${n}"/>`;
    });
  }));
}

/** One line; where a place has no value it is broken, and a value that stands alone is a dot. */
export function line(chart: Chart, of: (place: string) => number | null): Html {
  const values = chart.places.map(of);
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const slot = (width - left) / chart.places.length;
  const at = (n: number, value: number): readonly [string, string] => [(left + n * slot + slot / 2).toFixed(1), (height - bottom - (value / most) * (height - bottom - top)).toFixed(1)];
  const runs: (readonly [string, string])[][] = [];
  values.forEach((value, n) => {
    if (value === null) return;
    const last = runs.at(-1);
    if (last === undefined || values[n - 1] === null) runs.push([at(n, value)]);
    else last.push(at(n, value));
  });
  return framed(chart, most, runs.map((run) => html`<polyline points="${run.map((point) => point.join(',')).join(' ')}" class="line"/>${run.map(([x, y]) => html`<circle cx="${x}" cy="${y}" r="3" class="c0"/>`)}`));
}

export const key = (names: readonly string[]): Html => html`<ul class="key">${names.map((name, n) => html`<li><svg viewBox="0 0 14 14" class="chart" aria-hidden="true"><rect width="14" height="14" class="c${n}"/></svg>${name}</li>`)}</ul>`;
