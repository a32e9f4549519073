/**
 * What it costs to know that a position is far from every cable: `node bench/corridor.ts [--positions N]`.
 * `AssetIndex.mayBeNear` on the shipped assets and seeded positions, as a ratio to a search in a flatbush of the same boxes.
 * In turns, warmed up, five runs; says how many each lets through, for the mask may let through more and never less.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Flatbush from 'flatbush';
import { metresPerDegree } from '../src/geo/local-plane.ts';
import { AssetIndex } from '../src/infrastructure/asset-index.ts';
import { assetsFromDocument } from '../src/infrastructure/load-assets.ts';
import { seededRandom } from '../src/lib/seeded-random.ts';
import { inTurns, print } from './measure.ts';

/** As the index has it when nothing else is said. */
const CORRIDOR_M = 5556;
const { values } = parseArgs({ options: { positions: { type: 'string', default: '1000000' } } });
const count = Number(values.positions);
const folder = join(import.meta.dirname, '../data/assets');
const assets = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => assetsFromDocument(JSON.parse(readFileSync(join(folder, name), 'utf8')), name).assets);
const index = AssetIndex.build(assets, { corridorM: CORRIDOR_M });

/** Half in the Baltic, half about Japan and Taiwan, where the shipped assets lie. */
const random = seededRandom(1);
const lons = new Float64Array(count);
const lats = new Float64Array(count);
for (let i = 0; i < count; i++) {
  const isBaltic = i % 2 === 0;
  lons[i] = isBaltic ? random.between(10, 30) : random.between(117, 146);
  lats[i] = isBaltic ? random.between(53.5, 66) : random.between(21, 45);
}

const { segments } = index;
const boxes = new Flatbush(segments.count);
for (let i = 0; i < segments.count; i++) {
  const reachM = CORRIDOR_M + 3 * assets[segments.asset[i]!]!.positionSigmaM;
  const [latA, latB, lonA, lonB] = [segments.latA[i]!, segments.latB[i]!, segments.lonA[i]!, segments.lonB[i]!];
  const { eastM, northM } = metresPerDegree(Math.max(Math.abs(latA), Math.abs(latB)) + 0.1);
  const [dLon, dLat] = [reachM / eastM, reachM / northM];
  boxes.add(
    Math.min(lonA, lonB) - dLon,
    Math.min(latA, latB) - dLat,
    Math.max(lonA, lonB) + dLon,
    Math.max(latA, latB) + dLat,
  );
}
boxes.finish();

let byMask = 0;
let bySearch = 0;
const times = inTurns({
  'flatbush search of a point': () => {
    bySearch = 0;
    for (let i = 0; i < count; i++) if (boxes.search(lons[i]!, lats[i]!, lons[i]!, lats[i]!).length > 0) bySearch++;
  },
  'AssetIndex.mayBeNear': () => {
    byMask = 0;
    for (let i = 0; i < count; i++) if (index.mayBeNear(lons[i]!, lats[i]!)) byMask++;
  },
});
const share = (n: number): string => `${((100 * n) / count).toFixed(1)} %`;
console.log(
  `${count} positions, ${assets.length} assets in ${segments.count} pieces; let through: mask ${share(byMask)}, boxes ${share(bySearch)}; Node ${process.version}`,
);
print(times, count);
