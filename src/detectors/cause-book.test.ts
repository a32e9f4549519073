import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { CauseBook, disturbancesOf } from './cause-book.ts';
import { cellCentre, cellOf, neighbours } from './grid-cell.ts';
import { type CellSubjects, type MarkKind, mergeSeaCounts, type SeaCounts, type SeaMark } from './sea-marks.ts';

const T0 = Date.UTC(2025, 10, 14);
const HERE = cellOf(26.1, 59.8);
const FAR = cellOf(23.1, 59.3);

const marks = (kind: MarkKind, from: number, n: number, cell = HERE): SeaMark[] =>
  Array.from({ length: n }, (_, i) => ({ mmsi: 290_000_000 + from + i, cell, kind }));
const sea = (ms: readonly SeaMark[], over: Partial<CellSubjects> = {}): SeaCounts => ({
  subjects: [{ cell: HERE, heard: 10, underWay: 10, anchored: 0, ...over }],
  marks: ms,
});
const EMPTY = sea([]);

/** Ticks a book through minutes; the causes after the last. */
function run(book: CauseBook, fromMin: number, toMin: number, at: (minute: number) => SeaCounts) {
  for (let m = fromMin; m <= toMin; m++) book.tick(T0 + m * MINUTE_MS, at(m));
  return book.causes();
}

describe('the grid', () => {
  it('has cells with their centre in them, and nine different ones about each, across the antimeridian too', () => {
    for (const [lon, lat] of [
      [26.1, 59.8],
      [-179.9, 10],
      [179.9, -33],
      [0, 0],
    ] as const) {
      const cell = cellOf(lon, lat);
      assert.equal(cellOf(...cellCentre(cell)), cell);
      assert.equal(new Set(neighbours(cell)).size, 9);
    }
    assert.ok(neighbours(cellOf(179.9, 10)).includes(cellOf(-179.9, 10)));
  });
});

describe('a storm', () => {
  it('is half of six or more ships of a place that slow or drag at the same time', () => {
    const of = (n: number, all: number) =>
      run(new CauseBook(), 0, 3, () => sea(marks('slowed', 0, n), { underWay: all })).length;
    assert.equal(of(6, 12), 1);
    assert.equal(of(5, 5), 0, 'too few');
    assert.equal(of(6, 13), 0, 'too small a share');
    const [mixed] = run(new CauseBook(), 0, 0, () =>
      sea([...marks('slowed', 0, 3), ...marks('dragging', 10, 3)], { underWay: 4, anchored: 4 }),
    );
    assert.equal(mixed!.kind, 'storm');
    assert.equal(mixed!.mmsis.length, 6);
  });

  it('lasts until it was not seen for half an hour, keeps its id while it wanders, and is told of after', () => {
    const book = new CauseBook();
    const east = neighbours(HERE)[5]!;
    const [first] = run(book, 0, 5, () => sea(marks('slowed', 0, 8)));
    const [second] = run(book, 6, 10, () => sea(marks('slowed', 8, 8, east)));
    assert.equal(second!.id, first!.id);
    assert.ok(second!.mmsis.length >= 16 && second!.radiusM > first!.radiusM);
    assert.equal(run(book, 11, 40, () => EMPTY)[0]!.untilMs, -1);
    const [over] = run(book, 41, 60, () => EMPTY);
    assert.ok(over!.untilMs > T0 + 9 * MINUTE_MS && over!.untilMs < T0 + 16 * MINUTE_MS);
    const [gone] = run(book, 61, 61, () => EMPTY);
    assert.equal(gone!.id, first!.id);
    assert.deepEqual(book.tick(T0 + 40 * HOUR_MS, EMPTY), []);
  });

  it('is not made of ships whose positions are disturbed', () => {
    const causes = run(new CauseBook(), 0, 10, () => sea([...marks('impossible', 0, 8), ...marks('dragging', 0, 8)]));
    assert.deepEqual(
      causes.map((c) => c.kind),
      ['disturbance'],
    );
  });
});

describe('a disturbance', () => {
  it('is four ships within a quarter of an hour and one place, not one ship again and again, nor four far apart', () => {
    const at = (f: (m: number) => SeaMark[]) => run(new CauseBook(), 0, 30, (m) => sea(f(m)));
    assert.equal(at((m) => (m < 4 ? marks('impossible', m, 1) : [])).length, 1);
    assert.equal(at(() => marks('impossible', 0, 1)).length, 0);
    assert.equal(at((m) => (m % 6 === 0 && m < 24 ? marks('impossible', m, 1) : [])).length, 0, 'one each six minutes');
    assert.equal(at(() => [...marks('impossible', 0, 2), ...marks('impossible', 2, 2, FAR)]).length, 0);
  });

  it('is shown as an area with its ships and times', () => {
    const causes = run(new CauseBook(), 0, 60, (m) => sea(m < 3 ? marks('impossible', 0, 5) : []));
    const [area] = disturbancesOf(causes);
    assert.equal(area!.vessels, 5);
    assert.equal(area!.since, '2025-11-14T00:00:00Z');
    assert.equal(area!.until, '2025-11-14T00:16:00Z');
  });
});

describe('a lost feed', () => {
  it('is ships that fall silent together, until half of them are heard again', () => {
    const book = new CauseBook();
    const [lost] = run(book, 0, 40, (m) => sea(m === 0 ? marks('silent', 0, 6) : [], { heard: 2 }));
    assert.equal(lost!.kind, 'lost-feed');
    assert.equal(lost!.untilMs, -1);
    run(book, 41, 41, () => sea(marks('heard-again', 0, 2)));
    assert.equal(book.causes()[0]!.untilMs, -1);
    run(book, 42, 42, () => sea(marks('heard-again', 2, 1)));
    assert.equal(book.causes()[0]!.untilMs, T0 + 42 * MINUTE_MS);
  });

  it('is none where most are still heard', () => {
    assert.deepEqual(
      run(new CauseBook(), 0, 3, () => sea(marks('silent', 0, 6), { heard: 40 })),
      [],
    );
  });
});

describe('shared causes', () => {
  it('are the same however the vessels are shared out, and from a copy made at any tick', () => {
    const random = seededRandom(7);
    const ticks = Array.from({ length: 90 }, (_, m) => {
      const cells = [HERE, ...neighbours(HERE), FAR];
      const all = Array.from({ length: random.integer(0, 14) }, (): SeaMark => {
        const kind = random.pick(['slowed', 'dragging', 'impossible', 'silent', 'heard-again'] as const);
        return { mmsi: 290_000_000 + random.integer(0, 40), cell: random.pick(cells), kind };
      });
      return { m, all };
    });
    const split = (all: readonly SeaMark[], n: number): SeaCounts =>
      mergeSeaCounts(
        Array.from({ length: n }, (_, i) => ({
          subjects: [{ cell: HERE, heard: i === 0 ? 12 : 0, underWay: i === 0 ? 10 : 0, anchored: i === 0 ? 2 : 0 }],
          marks: all.filter((x) => x.mmsi % n === i),
        })),
      );
    const whole = new CauseBook();
    let copied = new CauseBook();
    let seen = 0;
    for (const { m, all } of ticks) {
      const tickMs = T0 + m * MINUTE_MS;
      const one = whole.tick(tickMs, split(all, 1));
      assert.deepEqual(copied.tick(tickMs, split(all, 7)), one);
      copied = new CauseBook(structuredClone(copied.save()));
      seen = Math.max(seen, one.length);
    }
    assert.ok(seen >= 2, `${seen} causes at most`);
  });
});
