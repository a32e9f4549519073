/** Which theatre a set of positions belongs to. */
import type { Region } from '../contract/region.ts';
import { isInBox } from '../geo/position.ts';

/** Counts of positions in cells of half a degree: enough to choose a region, and bounded by the globe. */
export class PositionHistogram {
  readonly #cells = new Map<number, number>();
  #total = 0;

  add(lon: number, lat: number): void {
    const key = Math.floor((lat + 90) * 2) * 720 + Math.floor((lon + 180) * 2);
    this.#cells.set(key, (this.#cells.get(key) ?? 0) + 1);
    this.#total++;
  }

  get total(): number {
    return this.#total;
  }

  countIn(box: Region['box']): number {
    let count = 0;
    for (const [key, n] of this.#cells) {
      const [lon, lat] = [(key % 720) / 2 - 180 + 0.25, Math.floor(key / 720) / 2 - 90 + 0.25];
      if (isInBox(box, lon, lat)) count += n;
    }
    return count;
  }
}

/** The region that holds most positions; among those within 2 % of the best the smallest box; undefined if none holds any. */
export function chooseRegion(regions: readonly Region[], positions: PositionHistogram): Region | undefined {
  const counted = regions.map((r) => ({ region: r, count: positions.countIn(r.box) }));
  const best = Math.max(0, ...counted.map((c) => c.count));
  if (best === 0) return undefined;
  const area = ([west, south, east, north]: Region['box']): number =>
    (east >= west ? east - west : east - west + 360) * (north - south);
  return counted
    .filter((c) => c.count >= best * 0.98)
    .sort((a, b) => area(a.region.box) - area(b.region.box) || (a.region.id < b.region.id ? -1 : 1))[0]?.region;
}
