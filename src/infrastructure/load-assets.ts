/** Asset documents of several shapes to assets: our catalogue, TeleGeography v3, EMODnet, OpenStreetMap, any other GeoJSON lines. */
import { ASSETS_SCHEMA, type AssetKind, assetCatalogue } from '../contract/asset.ts';
import { parseDocument } from '../contract/document.ts';
import { MerivahtError } from '../contract/errors.ts';
import { geodesicM } from '../geo/geodesic.ts';
import type { LonLat } from '../geo/position.ts';
import type { Asset } from './asset.ts';

export interface LoadedDocument {
  readonly assets: readonly Asset[];
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
}

interface RawFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly lines: readonly (readonly LonLat[])[];
}

/** How far routes of a source may lie off, one sigma in metres, with the reason. */
const SIGMA_M = {
  // Schematic: a ship that cut C-Lion1 passed 4 to 5.5 km from this drawing.
  telegeography: 3000,
  // Charted and survey routes, simplified by the publisher.
  emodnet: 200,
  openstreetmap: 100,
  unknown: 1000,
} as const;
type Origin = keyof typeof SIGMA_M;

function linesOf(geometry: unknown): LonLat[][] {
  if (typeof geometry !== 'object' || geometry === null) return [];
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  const candidates =
    type === 'LineString' ? [coordinates] : type === 'MultiLineString' && Array.isArray(coordinates) ? coordinates : [];
  return candidates.map(lineOf).filter((line) => line.length >= 2);
}

function lineOf(value: unknown): LonLat[] {
  if (!Array.isArray(value)) return [];
  const isPosition = (p: unknown): p is [number, number] =>
    Array.isArray(p) &&
    typeof p[0] === 'number' &&
    typeof p[1] === 'number' &&
    Math.abs(p[0]) <= 180 &&
    Math.abs(p[1]) <= 90;
  return value.filter(isPosition).map((p): LonLat => [p[0], p[1]]);
}

export function slug(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'asset';
}

export function routeLengthM(lines: readonly (readonly LonLat[])[]): number {
  let total = 0;
  for (const line of lines) for (let i = 0; i + 1 < line.length; i++) total += geodesicM(...line[i]!, ...line[i + 1]!);
  return total;
}

/** Assets of a parsed document. MV-ASSETS-INVALID where it holds no line, MV-DOCUMENT-INVALID where our own catalogue is wrong. */
export function assetsFromDocument(value: unknown, where: string): LoadedDocument {
  if (typeof value === 'object' && value !== null && 'schema' in value)
    return { assets: ownCatalogue(value, where), skipped: [] };
  const features = (value as { features?: unknown } | null)?.features;
  if (!Array.isArray(features))
    throw new MerivahtError('MV-ASSETS-INVALID', `${where} is no GeoJSON FeatureCollection`);
  const raw: RawFeature[] = [];
  let withoutLine = 0;
  for (const feature of features as { properties?: Record<string, unknown> | null; geometry?: unknown }[]) {
    const lines = linesOf(feature?.geometry);
    if (lines.length === 0) withoutLine++;
    else raw.push({ properties: feature.properties ?? {}, lines });
  }
  if (raw.length === 0) throw new MerivahtError('MV-ASSETS-INVALID', `${where} holds no LineString or MultiLineString`);
  return {
    assets: joined(raw),
    skipped: withoutLine > 0 ? [{ reason: 'feature without a line', count: withoutLine }] : [],
  };
}

function ownCatalogue(value: unknown, where: string): Asset[] {
  const { features } = parseDocument(assetCatalogue, ASSETS_SCHEMA, value, where);
  return features.map(({ properties: p, geometry }) => {
    const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
    const known = (list: typeof p.depthM): Asset['depths'] =>
      (list ?? []).map((k) => ({ kpM: k.kpKm * 1000, valueM: k.valueM })).sort((a, b) => a.kpM - b.kpM);
    return {
      id: p.id,
      name: p.name,
      kind: p.kind,
      owners: p.owners,
      lines,
      positionSigmaM: p.positionSigmaM,
      lengthM: routeLengthM(lines),
      depths: known(p.depthM),
      burials: known(p.burialM),
    };
  });
}

function originOf(p: RawFeature['properties']): Origin {
  if (typeof p.feature_id === 'string' && typeof p.color === 'string') return 'telegeography';
  if (typeof p.emodnet_layer === 'string' || String(p.source ?? '').startsWith('emodnet')) return 'emodnet';
  if (p.power !== undefined || p.osm_id !== undefined || p['@id'] !== undefined || p.man_made !== undefined)
    return 'openstreetmap';
  return 'unknown';
}

function kindOf(p: RawFeature['properties'], origin: Origin): AssetKind {
  const words =
    `${p.category ?? ''} ${p.kind ?? ''} ${p.type ?? ''} ${p.medium ?? ''} ${p.substance ?? ''} ${p.man_made ?? ''}`.toLowerCase();
  if (p.power !== undefined) return 'power-cable';
  if (/oil/.test(words)) return 'oil-pipeline';
  if (/pipeline|gas/.test(words)) return 'gas-pipeline';
  if (/power/.test(words)) return 'power-cable';
  return origin === 'openstreetmap' ? 'power-cable' : 'telecom-cable';
}

/** What joins features into one asset: the publisher's id of the cable, or a name that is more than a number of a layer. */
function keyOf(p: RawFeature['properties'], origin: Origin, ordinal: number): { key: string; name: string } {
  const text = (name: string): string | undefined =>
    typeof p[name] === 'string' && p[name].trim() !== '' ? p[name].trim() : undefined;
  const name = text('name') ?? text('Name') ?? text('cable_name');
  if (origin === 'telegeography')
    return { key: text('id') ?? slug(name ?? `cable ${ordinal}`), name: name ?? `cable ${ordinal}` };
  if (name !== undefined) return { key: slug(name), name };
  const id = p.osm_id ?? p['@id'] ?? p.id ?? p.source_feature_id ?? ordinal;
  return { key: `unnamed-${slug(String(id))}-${ordinal}`, name: `unnamed cable ${String(id)}` };
}

function joined(features: readonly RawFeature[]): Asset[] {
  const byKey = new Map<string, { name: string; origin: Origin; first: RawFeature; lines: (readonly LonLat[])[] }>();
  features.forEach((feature, ordinal) => {
    const origin = originOf(feature.properties);
    const { key, name } = keyOf(feature.properties, origin, ordinal + 1);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { name, origin, first: feature, lines: [...feature.lines] });
    else known.lines.push(...feature.lines);
  });
  return [...byKey].map(([id, { name, origin, first, lines }]) => ({
    id,
    name,
    kind: kindOf(first.properties, origin),
    owners: typeof first.properties.operator === 'string' ? [first.properties.operator] : [],
    lines,
    positionSigmaM: SIGMA_M[origin],
    lengthM: routeLengthM(lines),
    depths: [],
    burials: [],
  }));
}
