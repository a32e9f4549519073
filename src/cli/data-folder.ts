/** The documents that ship in `data/`, and the user's own in the same shapes. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { canonicalJson } from '../contract/canonical-json.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { Region } from '../contract/region.ts';
import type { LonLat } from '../geo/position.ts';
import type { Asset } from '../infrastructure/asset.ts';
import { assetsFromDocument } from '../infrastructure/load-assets.ts';
import { regionFromDocument } from '../infrastructure/load-region.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const DATA = join(ROOT, 'data');
/** No document of this program comes near; a larger file is somebody's mistake. */
const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;

export function programVersion(): string {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Where the built console lies. */
export const consoleFolder = (): string => join(ROOT, 'dist', 'web');

/** SHA-256 of a value's canonical JSON, hexadecimal. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** Reads a JSON document (gzip allowed). MV-INPUT-MISSING or MV-DOCUMENT-INVALID. */
export function readDocument(path: string): unknown {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new MerivahtError('MV-INPUT-MISSING', `${path} cannot be read`, { cause });
  }
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes, { maxOutputLength: MAX_DOCUMENT_BYTES });
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new MerivahtError(
      'MV-DOCUMENT-INVALID',
      `${path} is no JSON: ${cause instanceof Error ? cause.message : ''}`,
      { cause },
    );
  }
}

export function regionIds(): string[] {
  return readdirSync(join(DATA, 'regions'))
    .filter((n) => n.endsWith('.json'))
    .map((n) => n.slice(0, -5))
    .sort();
}

export function shippedRegions(): Region[] {
  return regionIds().map((id) => loadRegion(id));
}

/** A shipped region by id, or any region file by path. */
export function loadRegion(idOrPath: string): Region {
  const shipped = join(DATA, 'regions', `${idOrPath}.json`);
  const isId = /^[a-z0-9-]+$/.test(idOrPath);
  if (isId && existsSync(shipped)) return regionFromDocument(readDocument(shipped), shipped);
  if (existsSync(idOrPath)) return regionFromDocument(readDocument(idOrPath), idOrPath);
  throw new MerivahtError(
    'MV-REGION-UNKNOWN',
    `${idOrPath} is neither a region (${regionIds().join(', ')}) nor a file`,
  );
}

export interface LoadedAssets {
  readonly assets: readonly Asset[];
  readonly hash: string;
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
}

/** Assets of the given files together. Ids that two files share get the later file's ordinal. */
export function loadAssets(paths: readonly string[]): LoadedAssets {
  const assets: Asset[] = [];
  const skipped: { reason: string; count: number }[] = [];
  const ids = new Set<string>();
  const documents: unknown[] = [];
  for (const [i, path] of paths.entries()) {
    const document = readDocument(path);
    documents.push(document);
    const loaded = assetsFromDocument(document, path);
    for (const asset of loaded.assets) {
      const id = ids.has(asset.id) ? `${asset.id}-${i + 1}` : asset.id;
      ids.add(id);
      assets.push(id === asset.id ? asset : { ...asset, id });
    }
    skipped.push(...loaded.skipped);
  }
  return { assets, hash: hashOf(documents), skipped };
}

export function assetPaths(region: Region): string[] {
  return region.assets.map((name) => join(DATA, 'assets', name));
}

/** Rings of land for small maps; none where the region has no coastline. */
export function loadLand(region: Region): LonLat[][] {
  const path = region.coastline === undefined ? undefined : join(DATA, 'coastlines', region.coastline);
  if (path === undefined || !existsSync(path)) return [];
  const document = readDocument(path) as {
    features?: { geometry: { type: string; coordinates: unknown } }[];
    type: string;
    coordinates?: unknown;
  };
  const geometries = document.features?.map((f) => f.geometry) ?? [document as { type: string; coordinates: unknown }];
  return geometries.flatMap((g) => {
    if (g.type === 'Polygon') return g.coordinates as LonLat[][];
    if (g.type === 'MultiPolygon') return (g.coordinates as LonLat[][][]).flat();
    return [];
  });
}

/** The two samples that ship, in the order in which they are shown. */
export function samplePaths(): string[] {
  const folder = join(DATA, 'samples');
  return readdirSync(folder)
    .filter((n) => /\.nmea\.(gz|zst)$/.test(n))
    .sort()
    .map((n) => join(folder, n));
}
