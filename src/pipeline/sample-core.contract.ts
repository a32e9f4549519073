/** For tests: the shipped samples as bytes, and what a core that watches one is set up with. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { DEFAULT_CONFIGURATION } from '../contract/configuration.ts';
import { assetsFromDocument } from '../infrastructure/load-assets.ts';
import { regionFromDocument } from '../infrastructure/load-region.ts';
import { PlaceIndex } from '../infrastructure/place-index.ts';
import type { CoreOptions } from './core.ts';

const DATA = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'data');
const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(DATA, ...path), 'utf8'));

export function sampleCoreOptions(regionId: string, partitions = 1): CoreOptions {
  const region = regionFromDocument(read('regions', `${regionId}.json`), regionId);
  return {
    assets: region.assets.flatMap((name) => assetsFromDocument(read('assets', name), name).assets),
    places: PlaceIndex.build(region.places),
    regionId,
    box: region.box,
    configuration: DEFAULT_CONFIGURATION,
    configurationHash: 'configuration',
    assetsHash: 'assets',
    partitions,
  };
}

export const sampleBytes = (name: string): Uint8Array =>
  new Uint8Array(gunzipSync(readFileSync(join(DATA, 'samples', `${name}.nmea.gz`))));
