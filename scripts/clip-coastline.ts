/**
 * Makes the coastlines of the regions: `node scripts/clip-coastline.ts land-10m.json[.gz] [REGION...]`. The input is
 * world-atlas `land-10m.json` (TopoJSON of Natural Earth 1:10m); the output is GeoJSON polygons for small maps, cut to
 * the region's box and some degrees round it (a map shows more than the box), thinned until a file holds at most 250 KB.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { clipRing } from '../src/geo/clip-ring.ts';
import type { Box, LonLat } from '../src/geo/position.ts';
import { nearestToOrigin } from '../src/geo/segment.ts';
import { regionFromDocument } from '../src/infrastructure/load-region.ts';

const DATA = join(dirname(fileURLToPath(import.meta.url)), '..', 'data');
/** Land round a small theatre, and round one that is more than `WIDE_DEG` wide. */
const MARGIN_DEG = 4;
const WIDE_MARGIN_DEG = 0.5;
const WIDE_DEG = 10;
const MAX_BYTES = 250_000;
/** Natural Earth 1:10m is good to about 1 km: a thousandth of a degree (110 m) loses nothing. */
const DECIMALS = 1000;

interface Topology {
  readonly transform: { readonly scale: readonly [number, number]; readonly translate: readonly [number, number] };
  readonly arcs: readonly (readonly (readonly [number, number])[])[];
  readonly objects: Readonly<Record<string, TopoGeometry>>;
}
type TopoGeometry =
  | { readonly type: 'GeometryCollection'; readonly geometries: readonly TopoGeometry[] }
  | { readonly type: 'MultiPolygon'; readonly arcs: readonly (readonly (readonly number[])[])[] }
  | { readonly type: 'Polygon'; readonly arcs: readonly (readonly number[])[] };

/** Quantised, delta-encoded arcs to positions. TopoJSON 1.0, 2.1.3 and 2.1.4. */
export function decodeArcs({ transform, arcs }: Pick<Topology, 'transform' | 'arcs'>): LonLat[][] {
  const [kx, ky] = transform.scale;
  const [dx, dy] = transform.translate;
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([a, b]): LonLat => {
      x += a;
      y += b;
      return [x * kx + dx, y * ky + dy];
    });
  });
}

/** A ring of arc indexes (`~i` is arc i backwards; arcs share their end points) as a ring without its closing point. */
export function joinArcs(indexes: readonly number[], arcs: readonly (readonly LonLat[])[]): LonLat[] {
  const ring: LonLat[] = [];
  for (const index of indexes) {
    const arc = index >= 0 ? arcs[index]! : [...arcs[~index]!].reverse();
    ring.push(...arc.slice(0, -1));
  }
  return ring;
}

/** All polygons of a topology, each its outer ring and its holes. */
export function polygonsOf(topology: Topology): LonLat[][][] {
  const arcs = decodeArcs(topology);
  const walk = (g: TopoGeometry): LonLat[][][] => {
    if (g.type === 'GeometryCollection') return g.geometries.flatMap(walk);
    const polygons = g.type === 'Polygon' ? [g.arcs] : g.arcs;
    return polygons.map((rings) => rings.map((ring) => joinArcs(ring, arcs)));
  };
  return Object.values(topology.objects).flatMap(walk);
}

/** Douglas and Peucker 1973 on a line, in degrees with longitude shrunk by `kx`. */
function thinLine(points: readonly LonLat[], toleranceDeg: number, kx: number): LonLat[] {
  const keep = new Uint8Array(points.length);
  keep[0] = 1;
  keep[points.length - 1] = 1;
  const stack: [number, number][] = [[0, points.length - 1]];
  for (let span = stack.pop(); span !== undefined; span = stack.pop()) {
    const [from, to] = span;
    let farthest = -1;
    let best = toleranceDeg;
    const [a, b] = [points[from]!, points[to]!];
    for (let i = from + 1; i < to; i++) {
      const p = points[i]!;
      const { distance } = nearestToOrigin((a[0] - p[0]) * kx, a[1] - p[1], (b[0] - p[0]) * kx, b[1] - p[1]);
      if (distance > best) {
        best = distance;
        farthest = i;
      }
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    stack.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, i) => keep[i] === 1);
}

/** Thins a ring given without its closing point, and gives it closed; empty where less than a triangle is left. */
export function thinRing(ring: readonly LonLat[], toleranceDeg: number): LonLat[] {
  if (ring.length < 3) return [];
  const kx = Math.cos((ring[0]![1] * Math.PI) / 180);
  // Two halves, so that the thinning has fixed ends which lie far apart.
  const middle = Math.floor(ring.length / 2);
  const closed = [...ring, ring[0]!];
  const thinned = [
    ...thinLine(closed.slice(0, middle + 1), toleranceDeg, kx).slice(0, -1),
    ...thinLine(closed.slice(middle), toleranceDeg, kx),
  ];
  const rounded = thinned.map(
    ([x, y]): LonLat => [Math.round(x * DECIMALS) / DECIMALS, Math.round(y * DECIMALS) / DECIMALS],
  );
  const distinct = rounded.filter((p, i) => i === 0 || p[0] !== rounded[i - 1]![0] || p[1] !== rounded[i - 1]![1]);
  return distinct.length < 4 ? [] : distinct;
}

/** The land in a box as GeoJSON text of at most `MAX_BYTES`, with the tolerance that was needed. */
export function landIn(
  box: Box,
  polygons: readonly (readonly (readonly LonLat[])[])[],
): { readonly text: string; readonly toleranceDeg: number } {
  const cut = polygons
    .map((rings) => rings.map((ring) => clipRing(ring, box)).filter((ring) => ring.length > 2))
    .filter((rings) => rings.length > 0);
  for (let toleranceDeg = 0.001; ; toleranceDeg *= 1.5) {
    const coordinates = cut
      .map((rings) => rings.map((ring) => thinRing(ring, toleranceDeg)).filter((ring) => ring.length > 0))
      .filter((rings) => rings.length > 0)
      .map((rings) => JSON.stringify(rings));
    const text = `{"type":"MultiPolygon","coordinates":[\n${coordinates.join(',\n')}\n]}\n`;
    if (text.length <= MAX_BYTES) return { text, toleranceDeg };
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [input, ...wanted] = process.argv.slice(2);
  if (input === undefined) {
    process.stderr.write('usage: node scripts/clip-coastline.ts land-10m.json[.gz] [REGION...]\n');
    process.exitCode = 2;
  } else {
    const bytes = readFileSync(input);
    const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
    const polygons = polygonsOf(JSON.parse(text) as Topology);
    mkdirSync(join(DATA, 'coastlines'), { recursive: true });
    for (const file of readdirSync(join(DATA, 'regions')).sort()) {
      const path = join(DATA, 'regions', file);
      const region = regionFromDocument(JSON.parse(readFileSync(path, 'utf8')), path);
      if (region.coastline === undefined || (wanted.length > 0 && !wanted.includes(region.id))) continue;
      const [west, south, east, north] = region.box;
      const margin = east - west > WIDE_DEG ? WIDE_MARGIN_DEG : MARGIN_DEG;
      const land = landIn([west - margin, south - margin, east + margin, north + margin], polygons);
      writeFileSync(join(DATA, 'coastlines', region.coastline), land.text);
      process.stdout.write(
        `${region.coastline}: ${land.text.length} bytes, thinned by ${land.toleranceDeg.toFixed(4)} degrees\n`,
      );
    }
  }
}
