/** What the three nodes watch: the samples, each nation's own assets, and in the strait one ship that a partner knows. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { AssetCatalogue } from '../../src/contract/asset.ts';
import { QUIET_PASSAGE } from '../../src/simulator/scenario-quiet-passage.ts';
import { simulate } from '../../src/simulator/simulate.ts';

const DATA = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'data');
export const GULF_SAMPLE = join(DATA, 'samples', 'gulf-of-finland-2024-12-25.nmea.gz');
const STRAIT_SAMPLE = join(DATA, 'samples', 'taiwan-strait-2025-02-24.nmea.gz');

/** Of a shipped catalogue, what lands in one of these countries. */
export function ownAssets(folder: string, catalogue: string, countries: readonly string[], name: string): string {
  const all = JSON.parse(readFileSync(join(DATA, 'assets', catalogue), 'utf8')) as AssetCatalogue;
  const features = all.features.filter((f) => f.properties.landings.some((l) => countries.includes(l.country)));
  const path = join(folder, `${name}.assets.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, JSON.stringify({ ...all, features }));
  return path;
}

/** The strait's sample with one ship more: files are put into the order of their times when they are read. */
export function straitWithVisitor(folder: string): string {
  const sample = gunzipSync(readFileSync(STRAIT_SAMPLE)).toString('latin1');
  const { lines } = simulate(QUIET_PASSAGE, 1);
  const path = join(folder, 'strait.nmea');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${sample.trimEnd()}\n${lines.join('\n')}\n`, 'latin1');
  return path;
}
