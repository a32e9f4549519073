/**
 * How far the drawn routes of a catalogue lie from somebody else's geometry, which never ships:
 * `node scripts/compare-routes.ts data/assets/baltic.json OTHER.geojson[.gz]...`. It only measures: it writes no file.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { AssetCatalogue } from '../src/contract/asset.ts';
import { alongGeodesic, geodesicM } from '../src/geo/geodesic.ts';
import { distanceM, metresPerDegree } from '../src/geo/local-plane.ts';
import type { LonLat } from '../src/geo/position.ts';
import { nearestToOrigin } from '../src/geo/segment.ts';

/** A name that others give to an asset of ours. Assets without a row are compared with nothing. */
const OTHER_NAMES: readonly (readonly [RegExp, RegExp])[] = [
  [/^estlink-1$/, /^Estlink 1$/],
  [/^estlink-2$/, /Estlink 2/],
  [/^nordbalt$/, /HVDC NordBalt/],
  [/^swepol-link$/, /SwePol/],
  [/^fenno-skan-/, /^Fenno-Skan/],
  [/^konti-skan-/, /HVDC Konti-Skan/],
  [/^baltic-cable$/, /HVDC Baltic Cable/],
  [/^kontek$/, /^Kontek/],
  [/^gotland-hvdc$/, /HVDC Gotland 2/],
  [/^bornholm-cable$/, /Bornholm Cable/],
  [/^kriegers-flak-cgs$/, /Kriegers Flak CGS|^Baltic [12]$/],
  [/^c-lion1$/, /C-Lion1/],
  [/^bcs-east-west$/, /BCS East-West/],
  [/^bcs-east$/, /^BCS East$/],
  [/^bcs-north-1$/, /BCS North - Phase 1/],
  [/^ee-s1$/, /EE-S 1/],
  [/^fec-1$/, /FEC-1/],
  [/^fec-2$/, /FEC-2/],
  [/^eesf-2$/, /EESF-2/],
  [/^eesf-3$/, /EESF-3/],
  [/^e-finest$/, /E-FINEST/],
  [/^baltika$/, /Kingisepp-Kaliningrad/],
  [/^lvrtc-/, /^Sweden-Latvia$/],
  [/^lv-se-1$/, /LV-SE 1/],
  [/^baltica$/, /^Baltica$/],
  [/^botnia$/, /^Botnia$/],
  [/^eastern-light-1$/, /Eastern Light Sweden-Finland I$/],
  [/^balticconnector$/, /Balticconnector/],
  [/^nord-stream-1/, /NORD STREAM 1|Nordstream/],
  [/^nord-stream-2/, /NORD STREAM 2|Nord Stream 2/],
  [/^tpkm-2$/, /TPKM2/],
  [/^matsu-2$/, /TPKM2/],
  [/^tpkm-3$/, /TPKM3/],
  [/^matsu-3$/, /TPKM3/],
  [/^matsu-4$/, /Matsu No\.4/],
  [/^cscn$/, /CSCN/],
  [/^tpe(-|$)/, /Trans-Pacific Express/],
  [/^tse-1$/, /TSE-1/],
  [/^apcn-2(-|$)/, /^APCN-2$/],
  [/^apg(-|$)/, /\(APG\)/],
  [/^adc(-|$)/, /\(ADC\)/],
  [/^eac-c2c(-|$)/, /^EAC-C2C$/],
  [/^faster(-|$)/, /^FASTER$/],
  [/^plcn$/, /PLCN/],
  [/^ncp(-|$)/, /\(NCP\)/],
  [/^sjc2(-|$)/, /SJC2/],
  [/^jupiter$/, /^JUPITER$/],
  [/^kjcn$/, /KJCN/],
  [/^miyazaki-okinawa$/, /\(MOC\)/],
  [/^okinawa-cellular$/, /^Okinawa Cellular/],
  [/^okinawa-ishigaki$/, /Okinawa-Miyakojima-Ishigaki/],
  [/^hscs$/, /HSCS/],
  [/^rjcn$/, /RJCN/],
  [/^jga-north$/, /JGA-N/],
  [/^pc-1$/, /PC-1/],
  [/^ase$/, /\(ASE\)/],
];

export interface OtherLine {
  readonly name: string;
  readonly line: readonly LonLat[];
}

/** All lines of a GeoJSON file (gzip allowed), with the names that it gives them. */
export function otherLines(path: string): OtherLine[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const { features } = JSON.parse(text) as {
    features: { properties: { name?: string } | null; geometry: { type: string; coordinates: unknown } | null }[];
  };
  return features.flatMap(({ properties, geometry }) => {
    const name = properties?.name ?? '';
    if (geometry?.type === 'LineString') return [{ name, line: geometry.coordinates as LonLat[] }];
    if (geometry?.type === 'MultiLineString')
      return (geometry.coordinates as LonLat[][]).map((line) => ({ name, line }));
    return [];
  });
}

export interface CloseVertex {
  readonly asset: string;
  readonly vertex: LonLat;
  readonly distanceM: number;
}

/** Vertices of our routes, landing points aside, that lie within `limitM` of a vertex of anybody else's. */
export function closeVertices(
  catalogue: AssetCatalogue,
  others: readonly OtherLine[],
  limitM: number,
): { readonly close: CloseVertex[]; readonly nearestM: number } {
  // Cells of a hundredth of a degree: at 70 degrees the narrowest is 380 m wide, so neighbours suffice for 50 m.
  const key = (x: number, y: number): string => `${x}/${y}`;
  const cells = new Map<string, LonLat[]>();
  for (const { line } of others)
    for (const v of line) {
      const k = key(Math.floor(v[0] * 100), Math.floor(v[1] * 100));
      cells.set(k, [...(cells.get(k) ?? []), v]);
    }
  const close: CloseVertex[] = [];
  let nearestM = Number.POSITIVE_INFINITY;
  for (const { properties, geometry } of catalogue.features) {
    const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
    const isLanding = (v: LonLat): boolean =>
      properties.landings.some((l) => l.position[0] === v[0] && l.position[1] === v[1]);
    for (const vertex of lines.flat()) {
      if (isLanding(vertex)) continue;
      const [cx, cy] = [Math.floor(vertex[0] * 100), Math.floor(vertex[1] * 100)];
      for (let x = cx - 1; x <= cx + 1; x++)
        for (let y = cy - 1; y <= cy + 1; y++)
          for (const other of cells.get(key(x, y)) ?? []) {
            const d = distanceM(vertex[0], vertex[1], other[0], other[1]);
            nearestM = Math.min(nearestM, d);
            if (d < limitM) close.push({ asset: properties.id, vertex, distanceM: d });
          }
    }
  }
  return { close, nearestM };
}

function distanceToLinesM(lines: readonly OtherLine[], [lon, lat]: LonLat): number {
  const { eastM, northM } = metresPerDegree(lat);
  let best = Number.POSITIVE_INFINITY;
  for (const { line } of lines)
    for (let i = 0; i + 1 < line.length; i++) {
      const [a, b] = [line[i]!, line[i + 1]!];
      const { distance } = nearestToOrigin(
        (a[0] - lon) * eastM,
        (a[1] - lat) * northM,
        (b[0] - lon) * eastM,
        (b[1] - lat) * northM,
      );
      if (distance < best) best = distance;
    }
  return best;
}

export interface Deviation {
  readonly asset: string;
  readonly lengthKm: number;
  readonly rmsM: number;
  readonly medianM: number;
  readonly p95M: number;
  readonly maxM: number;
}

/** Distances from points every 2 km on our route to the other line of that name; undefined where nobody else draws it. */
export function deviation(
  feature: AssetCatalogue['features'][number],
  others: readonly OtherLine[],
): Deviation | undefined {
  const { id } = feature.properties;
  const pattern = OTHER_NAMES.find(([own]) => own.test(id))?.[1];
  const same = pattern === undefined ? [] : others.filter((o) => pattern.test(o.name));
  if (same.length === 0) return undefined;
  const { geometry } = feature;
  const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
  const distances: number[] = [];
  let lengthM = 0;
  for (const line of lines)
    for (let i = 0; i + 1 < line.length; i++) {
      const legM = geodesicM(...line[i]!, ...line[i + 1]!);
      lengthM += legM;
      const points = alongGeodesic(...line[i]!, ...line[i + 1]!, Math.max(1, Math.ceil(legM / 2000)));
      for (const p of points.slice(1)) distances.push(distanceToLinesM(same, p));
    }
  const sorted = distances.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return {
    asset: id,
    lengthKm: lengthM / 1000,
    rmsM: Math.sqrt(sorted.reduce((sum, d) => sum + d * d, 0) / sorted.length),
    medianM: at(0.5),
    p95M: at(0.95),
    maxM: sorted.at(-1)!,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [own, ...paths] = process.argv.slice(2);
  if (own === undefined || paths.length === 0) {
    process.stderr.write('usage: node scripts/compare-routes.ts CATALOGUE OTHER...\n');
    process.exitCode = 2;
  } else {
    const catalogue = JSON.parse(readFileSync(own, 'utf8')) as AssetCatalogue;
    const others = paths.flatMap(otherLines);
    process.stdout.write('asset                      length  published    rms  median     p95     max  sigma (m)\n');
    for (const feature of catalogue.features) {
      const d = deviation(feature, others);
      const { id, lengthKm, positionSigmaM } = feature.properties;
      const numbers =
        d === undefined
          ? 'nothing to compare with'
          : `${d.lengthKm.toFixed(0).padStart(6)} ${String(lengthKm ?? '-').padStart(10)} ${[d.rmsM, d.medianM, d.p95M, d.maxM].map((m) => m.toFixed(0).padStart(7)).join(' ')} ${String(positionSigmaM).padStart(7)}`;
      process.stdout.write(`${id.padEnd(26)} ${numbers}\n`);
    }
    const { close, nearestM } = closeVertices(catalogue, others, 50);
    process.stdout.write(`vertices within 50 m of another's: ${close.length}; nearest ${nearestM.toFixed(0)} m\n`);
    for (const c of close) process.stdout.write(`  ${c.asset} ${c.vertex.join(' ')} ${c.distanceM.toFixed(0)} m\n`);
  }
}
