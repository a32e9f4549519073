/** The first picture of an alert: the ship's speed against its own pace, with the assets it crossed. */
import type { Alert } from '../contract/alert.ts';
import { type Html, html } from './html.ts';

const WIDTH = 560;
const HEIGHT = 190;
const LEFT = 34;
const RIGHT = 8;
const TOP = 12;
const BOTTOM = 24;
const HOUR_MS = 3_600_000;
/** A silence longer than this breaks the line: nothing was heard, so nothing is drawn. */
const MAX_JOIN_MS = 10 * 60_000;

/** Names of crossed assets stand in this many rows; a character of 10 px type is at most so wide. */
const NAME_ROWS = 6;
const NAME_CHARACTER_PX = 5.4;

type Point = readonly [x: number, y: number];

const pathOf = (points: readonly Point[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

function runs(
  alert: Alert,
  key: 'speedTenthKn' | 'ownPaceTenthKn',
  x: (ms: number) => number,
  y: (kn: number) => number,
): Point[][] {
  const found: Point[][] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const point of alert.profile) {
    const value = point[key];
    if (value === undefined) continue;
    const ms = Date.parse(point.at);
    if (ms - lastMs > MAX_JOIN_MS) found.push([]);
    found[found.length - 1]!.push([x(ms), y(value / 10)]);
    lastMs = ms;
  }
  return found;
}

export function speedChart(alert: Alert, nameOf: (assetId: string) => string): Html {
  const times = alert.profile.map((p) => Date.parse(p.at));
  if (times.length < 2) return html`<p class="quiet">Too few positions for a speed chart.</p>`;
  const fromMs = times[0]!;
  const toMs = Math.max(times[times.length - 1]!, fromMs + HOUR_MS / 2);
  const fastest = Math.max(...alert.profile.map((p) => Math.max(p.speedTenthKn ?? 0, p.ownPaceTenthKn ?? 0))) / 10;
  const top = Math.max(4, Math.ceil((fastest + 0.5) / 2) * 2);
  const x = (ms: number): number => LEFT + ((ms - fromMs) / (toMs - fromMs)) * (WIDTH - LEFT - RIGHT);
  const y = (kn: number): number => HEIGHT - BOTTOM - (kn / top) * (HEIGHT - TOP - BOTTOM);
  const stepH = [0.25, 0.5, 1, 2, 3, 6, 12, 24].find((h) => (toMs - fromMs) / (h * HOUR_MS) <= 7) ?? 48;
  const hours: number[] = [];
  for (let ms = Math.ceil(fromMs / (stepH * HOUR_MS)) * stepH * HOUR_MS; ms <= toMs; ms += stepH * HOUR_MS)
    hours.push(ms);
  const knots = [0, top / 4, top / 2, (3 * top) / 4, top];
  const onset = x(Math.max(fromMs, Date.parse(alert.onsetAt)));
  const crossed = alert.crossed.filter((c) => Date.parse(c.at) >= fromMs && Date.parse(c.at) <= toMs);
  const label = `Speed of ${alert.vessel.name ?? alert.vessel.mmsi} against its own pace, from ${alert.profile[0]!.at} to ${alert.profile[alert.profile.length - 1]!.at}`;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
    ${knots.map((kn) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(kn).toFixed(1)}" y2="${y(kn).toFixed(1)}"/><text x="${LEFT - 5}" y="${(y(kn) + 3.5).toFixed(1)}" text-anchor="end">${kn % 1 === 0 ? kn : kn.toFixed(1)}</text>`)}
    <text x="2" y="${TOP - 3}">kn</text>
    ${hours.map((ms) => html`<line class="grid" x1="${x(ms).toFixed(1)}" x2="${x(ms).toFixed(1)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/><text x="${x(ms).toFixed(1)}" y="${HEIGHT - 8}" text-anchor="middle">${new Date(ms).toISOString().slice(11, 16)}</text>`)}
    <rect class="onset" x="${onset.toFixed(1)}" y="${TOP}" width="${Math.max(0, WIDTH - RIGHT - onset).toFixed(1)}" height="${HEIGHT - TOP - BOTTOM}"/>
    ${runs(alert, 'ownPaceTenthKn', x, y).map((run) => html`<path class="pace" d="${pathOf(run)}"/>`)}
    ${runs(alert, 'speedTenthKn', x, y).map((run) => html`<path class="speed" d="${pathOf(run)}"/>`)}
    ${crossingMarks(crossed, x, nameOf)}
  </svg>
  <p class="legend"><span class="key speed"></span>speed over ground <span class="key pace"></span>own pace <span class="key onset"></span>since the first sign <span class="key crossing"></span>crossing. Times are UTC.</p>`;
}

/** A line where the ship crossed an asset, and its name where there is room for it: names never cover each other. */
function crossingMarks(
  crossed: Alert['crossed'],
  x: (ms: number) => number,
  nameOf: (assetId: string) => string,
): Html[] {
  const taken: number[] = Array.from({ length: NAME_ROWS }, () => Number.NEGATIVE_INFINITY);
  return crossed.map((c, i) => {
    const at = x(Date.parse(c.at));
    const name = nameOf(c.assetId).replace(/ \(.*\)$/, '');
    const left = at - 3 - name.length * NAME_CHARACTER_PX;
    // An asset that is crossed again and again is named once.
    const isFirst = crossed.findIndex((other) => other.assetId === c.assetId) === i;
    const row = left < LEFT || !isFirst ? -1 : taken.findIndex((end) => left > end);
    if (row >= 0) taken[row] = at;
    const line = html`<line class="crossing" x1="${at.toFixed(1)}" x2="${at.toFixed(1)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"><title>${nameOf(c.assetId)} ${c.at}</title></line>`;
    if (row < 0) return line;
    return html`${line}<text class="crossing-name" x="${(at - 3).toFixed(1)}" y="${HEIGHT - BOTTOM - 6 - row * 10}" text-anchor="end">${name}</text>`;
  });
}
