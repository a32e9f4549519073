/**
 * What each vessel adds to the search for shared causes at a tick: which cell it is in, and what it shows. Each partition gives
 * its list; put together and sorted they are the same for any number of partitions.
 */
import { turnDeg } from '../geo/local-plane.ts';
import { MINUTE_MS } from '../geo/units.ts';
import { vesselClass } from '../tracks/identity.ts';
import type { Track } from '../tracks/track.ts';
import { cellOf } from './grid-cell.ts';

export const markKinds = ['slowed', 'dragging', 'impossible', 'silent', 'heard-again'] as const;
export type MarkKind = (typeof markKinds)[number];

export interface SeaMark {
  readonly mmsi: number;
  readonly cell: number;
  readonly kind: MarkKind;
}

/** Vessels of a cell by what they could show: who is heard, and who can be slowed by wind and sea or drag at anchor. */
export interface CellSubjects {
  readonly cell: number;
  readonly heard: number;
  readonly underWay: number;
  readonly anchored: number;
}

export interface SeaCounts {
  /** By rising cell. */
  readonly subjects: readonly CellSubjects[];
  /** By rising MMSI, then kind. */
  readonly marks: readonly SeaMark[];
}

export const NO_COUNTS: SeaCounts = { subjects: [], marks: [] };

/** A vessel not heard for so long has fallen silent: three reports of a ship at anchor. */
export const SILENT_MS = 10 * MINUTE_MS;
/** Below this share of its own pace a ship has slowed; below the other it is arriving or stopping. The same as for peers. */
const SLOWED_BELOW_MILLI = 930;
const ARRIVING_BELOW_MILLI = 300;
const AT_ANCHOR = 1;
/** Course over ground goes round while the bow stands: what a receiver that is led in circles shows. */
const CIRCLE_FOR_MIN = 60;
const CIRCLE_DEG = 330;
const BOW_STANDS_DEG = 40;
const CIRCLE_MIN_KN = 1;
const ASIDE_DEG = 45;

const byMmsi = (a: SeaMark, b: SeaMark): number => a.mmsi - b.mmsi || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0);

/** Collects one partition's marks between two ticks. */
export class SeaMarker {
  readonly #impossible = new Map<number, number>();
  #subjects = new Map<number, { cell: number; heard: number; underWay: number; anchored: number }>();
  #marks: SeaMark[] = [];

  /** A report of this vessel cannot be where its track is; the cell is that of the track. */
  impossible(mmsi: number, lon: number, lat: number): void {
    this.#impossible.set(mmsi, cellOf(lon, lat));
  }

  /** Looks at a vessel at a tick. */
  see(track: Track, tickMs: number, ratioMilli: number | undefined, isDragging: boolean): void {
    const { mmsi, last, minutes } = track;
    const cell = cellOf(last.lon, last.lat);
    const silentMs = tickMs - last.timeMs;
    const mark = (kind: MarkKind): void => {
      this.#marks.push({ mmsi, cell, kind });
    };
    // At one tick each, so that nothing needs to be remembered.
    if (silentMs > SILENT_MS && silentMs <= SILENT_MS + MINUTE_MS) mark('silent');
    if (silentMs > SILENT_MS) return;
    if (minutes.fixCount(0) > 0 && minutes.filled(1, SILENT_MS / MINUTE_MS - 1) < 0) mark('heard-again');
    const subject = this.#subjects.get(cell) ?? { cell, heard: 0, underWay: 0, anchored: 0 };
    this.#subjects.set(cell, subject);
    subject.heard++;
    const kind = vesselClass(track.identity.shipType);
    if ((kind === 'cargo' || kind === 'tanker') && ratioMilli !== undefined && ratioMilli >= ARRIVING_BELOW_MILLI) {
      subject.underWay++;
      if (ratioMilli < SLOWED_BELOW_MILLI) mark('slowed');
    } else if (last.navStatus === AT_ANCHOR) subject.anchored++;
    if (isDragging) mark('dragging');
    if (circles(track)) this.#impossible.set(mmsi, cell);
  }

  take(): SeaCounts {
    for (const [mmsi, cell] of this.#impossible) this.#marks.push({ mmsi, cell, kind: 'impossible' });
    const counts = {
      subjects: [...this.#subjects.values()].sort((a, b) => a.cell - b.cell),
      marks: this.#marks.sort(byMmsi),
    };
    this.#impossible.clear();
    this.#subjects = new Map();
    this.#marks = [];
    return counts;
  }

  /** Vessels with an impossible report since the last tick, for a snapshot between two. */
  save(): readonly (readonly [mmsi: number, cell: number])[] {
    return [...this.#impossible];
  }

  restore(saved: readonly (readonly [mmsi: number, cell: number])[]): void {
    for (const [mmsi, cell] of saved) this.#impossible.set(mmsi, cell);
  }
}

function circles({ minutes }: Track): boolean {
  const [headingNow, courseNow] = [minutes.headingDeg(0), minutes.courseDeg(0)];
  if (!(Math.abs(turnDeg(headingNow, courseNow)) >= ASIDE_DEG) || !(minutes.speedKn(0) >= CIRCLE_MIN_KN)) return false;
  let [turned, newer] = [0, courseNow];
  for (let age = 1; age < CIRCLE_FOR_MIN; age++) {
    const [courseDeg, headingDeg] = [minutes.courseDeg(age), minutes.headingDeg(age)];
    if (Number.isNaN(courseDeg)) continue;
    if (!(minutes.speedKn(age) >= CIRCLE_MIN_KN)) return false;
    if (Math.abs(turnDeg(headingNow, headingDeg)) > BOW_STANDS_DEG) return false;
    turned += turnDeg(courseDeg, newer);
    newer = courseDeg;
    if (Math.abs(turned) >= CIRCLE_DEG) return true;
  }
  return false;
}

/** The partitions' counts as one. */
export function mergeSeaCounts(parts: readonly SeaCounts[]): SeaCounts {
  const subjects = new Map<number, { cell: number; heard: number; underWay: number; anchored: number }>();
  for (const part of parts)
    for (const { cell, heard, underWay, anchored } of part.subjects) {
      const sum = subjects.get(cell) ?? { cell, heard: 0, underWay: 0, anchored: 0 };
      subjects.set(cell, sum);
      sum.heard += heard;
      sum.underWay += underWay;
      sum.anchored += anchored;
    }
  return {
    subjects: [...subjects.values()].sort((a, b) => a.cell - b.cell),
    marks: parts.flatMap((part) => part.marks).sort(byMmsi),
  };
}
