/**
 * Finds one kind of shared cause: cells in which enough vessels show the same mark within a time, joined with their neighbours
 * to areas, each followed from its first tick to its end. Reads merged counts only; its state is plain data.
 */
import { distanceM } from '../geo/local-plane.ts';
import { HOUR_MS } from '../geo/units.ts';
import type { Cause } from './cause.ts';
import type { CauseRule } from './cause-rules-table.ts';
import { cellCentre, neighbours } from './grid-cell.ts';
import type { SeaCounts } from './sea-marks.ts';

interface Seen {
  readonly mmsi: number;
  readonly cell: number;
  readonly tickMs: number;
}

interface Followed {
  readonly id: string;
  readonly sinceMs: number;
  lastMs: number;
  untilMs: number;
  readonly cells: Set<number>;
  readonly mmsis: Set<number>;
  /** Of these the ones that showed the end mark. */
  readonly back: Set<number>;
}

export interface CauseFinderData {
  readonly seen: readonly Seen[];
  readonly followed: readonly {
    readonly id: string;
    readonly sinceMs: number;
    readonly lastMs: number;
    readonly untilMs: number;
    readonly cells: readonly number[];
    readonly mmsis: readonly number[];
    readonly back: readonly number[];
  }[];
}

/** Half a cell's diagonal: what is in the outermost cells is inside the circle. */
const CELL_REACH_M = 20_000;
/** A cause that is over is told of for so long: as long as the alerts it made may stand in the queue. */
const TOLD_MS = 36 * HOUR_MS;
const MAX_FOLLOWED = 100;
const MAX_VESSELS = 5000;

const idTime = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 13)}Z`;

export class CauseFinder {
  readonly #rule: CauseRule;
  #seen: Seen[] = [];
  #followed: Followed[] = [];

  constructor(rule: CauseRule, data?: CauseFinderData) {
    this.#rule = rule;
    if (data === undefined) return;
    this.#seen = [...data.seen];
    this.#followed = data.followed.map((f) => ({
      ...f,
      cells: new Set(f.cells),
      mmsis: new Set(f.mmsis),
      back: new Set(f.back),
    }));
  }

  save(): CauseFinderData {
    const followed = this.#followed.map((f) => ({
      ...f,
      cells: [...f.cells],
      mmsis: [...f.mmsis],
      back: [...f.back],
    }));
    return { seen: [...this.#seen], followed };
  }

  /** Takes one tick's counts. Marks of vessels that another cause explains are passed over. */
  tick(tickMs: number, counts: SeaCounts, isExplained: (mmsi: number) => boolean): void {
    const rule = this.#rule;
    this.#seen = this.#seen.filter((s) => tickMs - s.tickMs < rule.windowMs);
    for (const { mmsi, cell, kind } of counts.marks) {
      if (rule.endMark === kind) for (const f of this.#followed) if (f.mmsis.has(mmsi)) f.back.add(mmsi);
      if (rule.marks.includes(kind) && !isExplained(mmsi)) this.#seen.push({ mmsi, cell, tickMs });
    }
    for (const area of this.#areas(counts)) this.#follow(area, tickMs);
    for (const f of this.#followed) if (f.untilMs < 0 && this.#isOver(f, tickMs)) f.untilMs = this.#endOf(f, tickMs);
    this.#followed = this.#followed.filter((f) => f.untilMs < 0 || tickMs - f.untilMs < TOLD_MS).slice(-MAX_FOLLOWED);
  }

  /** Those that last and those that ended lately, by id. */
  causes(): Cause[] {
    return this.#followed.map((f) => causeOf(this.#rule, f)).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Cells in which it is seen now, joined to areas; each by rising cell, the areas by their first. */
  #areas({ subjects }: SeaCounts): { readonly cells: number[]; readonly mmsis: Set<number> }[] {
    const marked = new Map<number, Set<number>>();
    for (const { mmsi, cell } of this.#seen) marked.set(cell, (marked.get(cell) ?? new Set()).add(mmsi));
    const could = new Map(subjects.map((s) => [s.cell, this.#rule.of(s)]));
    const near = (cell: number): Set<number> => new Set(neighbours(cell).flatMap((c) => [...(marked.get(c) ?? [])]));
    const affected = new Set(
      [...marked.keys()].filter((cell) => {
        const vessels = near(cell).size;
        if (vessels < this.#rule.minVessels) return false;
        const all = neighbours(cell).reduce((sum, c) => sum + (could.get(c) ?? 0), 0);
        // Those that fell silent are heard no more: they are counted beside those that are.
        const of = this.#rule.kind === 'lost-feed' ? all + vessels : all;
        return vessels * 1000 >= this.#rule.minShareMilli * of;
      }),
    );
    const areas: { cells: number[]; mmsis: Set<number> }[] = [];
    for (const first of [...affected].sort((a, b) => a - b)) {
      if (!affected.has(first)) continue;
      const cells = [first];
      affected.delete(first);
      for (let i = 0; i < cells.length; i++)
        for (const next of neighbours(cells[i]!)) if (affected.delete(next)) cells.push(next);
      areas.push({ cells: cells.sort((a, b) => a - b), mmsis: new Set(cells.flatMap((c) => [...near(c)])) });
    }
    return areas;
  }

  /** An area that touches one that is followed is the same; of several, the oldest. */
  #follow({ cells, mmsis }: { readonly cells: readonly number[]; readonly mmsis: Set<number> }, tickMs: number): void {
    const about = new Set(cells.flatMap((cell) => neighbours(cell)));
    let followed = this.#followed.find((f) => f.untilMs < 0 && [...f.cells].some((cell) => about.has(cell)));
    if (followed === undefined) {
      const id = `${this.#rule.kind}-${cells[0]}-${idTime(tickMs)}`;
      const sinceMs = Math.min(...this.#seen.filter((s) => mmsis.has(s.mmsi)).map((s) => s.tickMs));
      followed = { id, sinceMs, lastMs: tickMs, untilMs: -1, cells: new Set(), mmsis: new Set(), back: new Set() };
      this.#followed.push(followed);
    }
    followed.lastMs = tickMs;
    for (const cell of cells) followed.cells.add(cell);
    for (const mmsi of mmsis) if (followed.mmsis.size < MAX_VESSELS) followed.mmsis.add(mmsi);
  }

  #isOver(f: Followed, tickMs: number): boolean {
    if (this.#rule.endMark !== undefined && f.back.size * 2 >= f.mmsis.size) return true;
    return tickMs - f.lastMs >= this.#rule.endAfterMs;
  }

  #endOf(f: Followed, tickMs: number): number {
    return this.#rule.endMark === undefined ? f.lastMs : tickMs;
  }
}

function causeOf({ kind }: CauseRule, f: Followed): Cause {
  const centres = [...f.cells].sort((a, b) => a - b).map(cellCentre);
  // Relative to the first, so that an area across the antimeridian has its middle there.
  const [lon0] = centres[0]!;
  const mean = centres.reduce(([x, y], [lon, lat]) => [x + (((lon - lon0 + 540) % 360) - 180), y + lat], [0, 0]);
  const [lon, lat] = [lon0 + mean[0]! / centres.length, mean[1]! / centres.length];
  const farM = Math.max(...centres.map(([x, y]) => distanceM(lon, lat, x, y)));
  return {
    id: f.id,
    kind,
    lonE5: Math.round(lon * 1e5),
    latE5: Math.round(lat * 1e5),
    radiusM: Math.round(farM) + CELL_REACH_M,
    sinceMs: f.sinceMs,
    untilMs: f.untilMs,
    mmsis: [...f.mmsis].sort((a, b) => a - b),
    values: { vessels: f.mmsis.size },
  };
}
