/** A small map of one alert: coast, assets, the ship's way, and what lies ahead. */
import type { Alert } from '../contract/alert.ts';
import { clipRing } from '../geo/clip-ring.ts';
import { destination } from '../geo/local-plane.ts';
import type { Box, LonLat } from '../geo/position.ts';
import { type Html, html } from './html.ts';

/** What a map is drawn on. */
export interface MapGround {
  /** Rings of land. */
  readonly land: readonly (readonly LonLat[])[];
  readonly assets: readonly {
    readonly id: string;
    readonly name: string;
    readonly lines: readonly (readonly LonLat[])[];
  }[];
}

const WIDTH = 360;
const HEIGHT = 270;
const MIN_SPAN_DEG_LAT = 0.35;

function extent(points: readonly LonLat[]): Box {
  const lats = points.map((p) => p[1]);
  const lons = points.map((p) => p[0]);
  const midLat = (Math.min(...lats) + Math.max(...lats)) / 2;
  const midLon = (Math.min(...lons) + Math.max(...lons)) / 2;
  const stretch = Math.cos((midLat * Math.PI) / 180);
  const needed = Math.max(
    (Math.max(...lats) - Math.min(...lats)) * 1.3,
    ((Math.max(...lons) - Math.min(...lons)) * stretch * 1.3 * HEIGHT) / WIDTH,
    MIN_SPAN_DEG_LAT,
  );
  const halfLon = ((needed / 2) * (WIDTH / HEIGHT)) / stretch;
  return [midLon - halfLon, midLat - needed / 2, midLon + halfLon, midLat + needed / 2];
}

/** A round length of about a fifth of the map's width, in nautical miles. */
function scaleNm(box: Box): number {
  const widthNm = (box[2] - box[0]) * 60 * Math.cos((((box[1] + box[3]) / 2) * Math.PI) / 180);
  return [1, 2, 5, 10, 20, 50, 100, 200].findLast((nm) => nm <= widthNm / 4) ?? 1;
}

export function smallMap(alert: Alert, ground: MapGround): Html {
  const here: LonLat = [alert.position.lonE5 / 1e5, alert.position.latE5 / 1e5];
  const way: LonLat[] = alert.profile.map((p) => [p.lonE5 / 1e5, p.latE5 / 1e5]);
  const next = alert.assetsAtRisk.find((a) => a.minutesTo > 0);
  const ahead: LonLat | undefined =
    alert.courseDeg !== undefined && next !== undefined
      ? destination(here[0], here[1], alert.courseDeg, Math.min(next.distanceM, 80_000))
      : undefined;
  const box = extent([...way, here, ...(ahead === undefined ? [] : [ahead])]);
  const xy = ([lon, lat]: LonLat): string =>
    `${(((lon - box[0]) / (box[2] - box[0])) * WIDTH).toFixed(1)} ${(((box[3] - lat) / (box[3] - box[1])) * HEIGHT).toFixed(1)}`;
  const path = (line: readonly LonLat[]): string => line.map((p, i) => `${i === 0 ? 'M' : 'L'}${xy(p)}`).join('');
  const land = ground.land.map((ring) => clipRing(ring, box)).filter((ring) => ring.length > 2);
  const atRisk = new Set([...alert.assetsAtRisk.map((a) => a.assetId), ...alert.crossed.map((c) => c.assetId)]);
  const isNear = (line: readonly LonLat[]): boolean =>
    line.some((p, i) => {
      const q = line[i + 1] ?? p;
      return (
        Math.max(p[0], q[0]) >= box[0] &&
        Math.min(p[0], q[0]) <= box[2] &&
        Math.max(p[1], q[1]) >= box[1] &&
        Math.min(p[1], q[1]) <= box[3]
      );
    });
  const shown = ground.assets.map((a) => ({ ...a, lines: a.lines.filter(isNear) })).filter((a) => a.lines.length > 0);
  const nm = scaleNm(box);
  const scalePx = (nm / 60 / Math.cos((here[1] * Math.PI) / 180) / (box[2] - box[0])) * WIDTH;
  const [hx, hy] = xy(here).split(' ');
  return html`<svg class="map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Map: way of ${alert.vessel.name ?? String(alert.vessel.mmsi)} and the assets near it">
    <rect class="sea" width="${WIDTH}" height="${HEIGHT}"/>
    ${land.map((ring) => html`<path class="land" d="${path(ring)}Z"/>`)}
    ${shown.map((a) => html`<g class="${atRisk.has(a.id) ? 'asset risk' : 'asset'}"><title>${a.name}</title>${a.lines.map((line) => html`<path d="${path(line)}"/>`)}</g>`)}
    ${shown
      .filter((a) => atRisk.has(a.id))
      .slice(0, 6)
      .map((a, i) => assetName(a.name, a.lines, box, xy, i))}
    <path class="way" d="${path(way)}"/>
    ${ahead !== undefined && html`<path class="ahead" d="${path([here, ahead])}"/>`}
    <circle class="ship" cx="${hx!}" cy="${hy!}" r="4"/>
    <line class="scale" x1="10" x2="${(10 + scalePx).toFixed(1)}" y1="${HEIGHT - 10}" y2="${HEIGHT - 10}"/><text x="10" y="${HEIGHT - 14}">${nm} nm</text>
  </svg>
  <p class="legend">Routes are approximate, not for navigation.</p>`;
}

/** The name of an asset at one of its points on the map, staggered so that neighbours do not cover each other. */
function assetName(
  name: string,
  lines: readonly (readonly LonLat[])[],
  box: Box,
  xy: (p: LonLat) => string,
  i: number,
): Html | false {
  const points = lines.flatMap((line) => line.flatMap((p, k) => between(p, line[k + 1] ?? p)));
  const inner = points.filter(
    (p) =>
      p[0] > box[0] + (box[2] - box[0]) * 0.06 &&
      p[0] < box[2] - (box[2] - box[0]) * 0.25 &&
      p[1] > box[1] + (box[3] - box[1]) * 0.06 &&
      p[1] < box[3] - (box[3] - box[1]) * 0.06,
  );
  const at = inner[Math.floor((inner.length * (1 + (i % 3))) / 4)];
  if (at === undefined) return false;
  const [x, y] = xy(at).split(' ');
  return html`<text class="asset-name" x="${Number(x) + 4}" y="${Number(y)}">${name}</text>`;
}

function between(a: LonLat, b: LonLat): LonLat[] {
  return Array.from(
    { length: 12 },
    (_, k): LonLat => [a[0] + ((b[0] - a[0]) * k) / 12, a[1] + ((b[1] - a[1]) * k) / 12],
  );
}
