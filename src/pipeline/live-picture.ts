/**
 * Where every vessel was last heard and who it says it is: what the map shows at once, before the core has judged it. Also
 * collects received positions for the archive. Plain columns, bounded, newest wins.
 */

import { FLAG_AIRCRAFT, FLAG_CLASS_B, FLAG_SIMULATED, type PositionBatch } from '../ais/position-batch.ts';
import type { StaticReport } from '../ais/static-report.ts';
import { alertVessel } from '../alerts/vessel-words.ts';
import type { AlertHead } from '../contract/desk.ts';
import {
  ABSENT_U16,
  makePositionFrame,
  POSITION_CLASS_B,
  POSITION_SIMULATED,
  vesselClasses,
} from '../contract/position-frame.ts';
import { HOUR_MS } from '../geo/units.ts';
import { mergeIdentity, NO_IDENTITY, type VesselIdentity, vesselClass } from '../tracks/identity.ts';
import { mmsiKind } from '../tracks/mmsi.ts';
import type { ArchiveColumns } from './keeping.ts';

/** Beyond it the vessels not heard for longest are forgotten, a hundredth at a time. */
const MAX_VESSELS = 200_000;
const FORGET_MS = 24 * HOUR_MS;
/** More than one record of the largest size brings; beyond it rows are not archived. */
const MAX_ARCHIVE_ROWS = 1 << 20;
const FIRST_ARCHIVE_ROWS = 1024;

interface Heard {
  timeMs: number;
  lonE6: number;
  latE6: number;
  speedTenthKn: number;
  courseTenthDeg: number;
  headingDeg: number;
  flags: number;
}

export interface LivePictureData {
  readonly heard: ReadonlyMap<number, Heard>;
  readonly identities: ReadonlyMap<number, VesselIdentity>;
}

const E6 = 1_000_000;

export class LivePicture {
  readonly #heard = new Map<number, Heard>();
  readonly #identities = new Map<number, VesselIdentity>();
  #moved = new Set<number>();
  #renamed = new Set<number>();
  /** Used again and again: new columns for each batch kept the collector busier than the core. */
  #archive: ArchiveColumns = archiveColumns(FIRST_ARCHIVE_ROWS);
  #archived = 0;

  /** Takes a row that has a time. */
  take(batch: PositionBatch, row: number): void {
    const mmsi = batch.mmsi[row]!;
    const kind = mmsiKind(mmsi);
    const flags = batch.flags[row]!;
    if ((kind !== 'ship' && kind !== 'craft') || (flags & FLAG_AIRCRAFT) !== 0) return;
    const next: Heard = {
      timeMs: batch.timeMs[row]!,
      lonE6: Math.round(batch.lon[row]! * E6),
      latE6: Math.round(batch.lat[row]! * E6),
      speedTenthKn: batch.sogTenthKn[row]!,
      courseTenthDeg: batch.cogTenthDeg[row]!,
      headingDeg: batch.headingDeg[row]!,
      flags,
    };
    const known = this.#heard.get(mmsi);
    if (known === undefined || known.timeMs <= next.timeMs) {
      if (known === undefined && this.#heard.size >= MAX_VESSELS) this.#makeRoom();
      this.#heard.set(mmsi, next);
      this.#moved.add(mmsi);
    }
    this.#toArchive(mmsi, next);
  }

  /** Rows that wait for `takeArchive`. */
  get archiveRows(): number {
    return this.#archived;
  }

  identify(report: StaticReport): void {
    const kind = mmsiKind(report.mmsi);
    if (kind !== 'ship' && kind !== 'craft') return;
    const known = this.#identities.get(report.mmsi);
    if (known === undefined && this.#identities.size >= MAX_VESSELS) return;
    const merged = mergeIdentity(known ?? { ...NO_IDENTITY, mmsi: report.mmsi }, report);
    if (known !== undefined && isSame(known, merged)) return;
    this.#identities.set(report.mmsi, merged);
    this.#renamed.add(report.mmsi);
  }

  identity(mmsi: number): VesselIdentity {
    return this.#identities.get(mmsi) ?? { ...NO_IDENTITY, mmsi };
  }

  /** Known vessels whose MMSI, name, call sign or IMO number holds the text (upper case), at most `limit`. */
  search(text: string, limit: number): AlertHead['vessel'][] {
    const found: AlertHead['vessel'][] = [];
    for (const mmsi of new Set([...this.#heard.keys(), ...this.#identities.keys()])) {
      const { name, callsign, imo } = this.identity(mmsi);
      if ([String(mmsi), name, callsign, imo === undefined ? undefined : String(imo)].some((v) => v?.includes(text)))
        found.push(alertVessel(this.identity(mmsi)));
      if (found.length >= limit) break;
    }
    return found;
  }

  /** A frame of those that moved since the last call, or of all. */
  frame(dataAtMs: number, which: 'moved' | 'all'): ArrayBuffer | undefined {
    const chosen = which === 'all' ? [...this.#heard.keys()] : [...this.#moved];
    if (which === 'moved') this.#moved = new Set();
    if (chosen.length === 0 && which === 'moved') return undefined;
    const { bytes, columns } = makePositionFrame(chosen.length, dataAtMs);
    for (const [i, mmsi] of chosen.entries()) {
      const h = this.#heard.get(mmsi);
      if (h === undefined) continue;
      columns.mmsi[i] = mmsi;
      columns.lonE6[i] = h.lonE6;
      columns.latE6[i] = h.latE6;
      columns.timeS[i] = Math.floor(h.timeMs / 1000);
      columns.speedTenthKn[i] = h.speedTenthKn < 0 ? ABSENT_U16 : h.speedTenthKn;
      columns.courseTenthDeg[i] = h.courseTenthDeg < 0 ? ABSENT_U16 : h.courseTenthDeg;
      columns.headingDeg[i] = h.headingDeg < 0 ? ABSENT_U16 : h.headingDeg;
      columns.vesselClass[i] = vesselClasses.indexOf(vesselClass(this.#identities.get(mmsi)?.shipType));
      columns.flags[i] =
        ((h.flags & FLAG_CLASS_B) !== 0 ? POSITION_CLASS_B : 0) |
        ((h.flags & FLAG_SIMULATED) !== 0 ? POSITION_SIMULATED : 0);
    }
    return bytes;
  }

  /** Who vessels are: those that changed since the last call, or all. */
  vessels(which: 'changed' | 'all'): AlertHead['vessel'][] {
    const chosen = which === 'all' ? [...this.#identities.keys()] : [...this.#renamed];
    if (which === 'changed') this.#renamed = new Set();
    return chosen.map((mmsi) => alertVessel(this.identity(mmsi)));
  }

  /** Received positions since the last call, for the archive. */
  takeArchive(): ArchiveColumns | undefined {
    if (this.#archived === 0) return undefined;
    const full = this.#archive;
    const n = this.#archived;
    this.#archived = 0;
    return {
      timeMs: full.timeMs.slice(0, n),
      mmsi: full.mmsi.slice(0, n),
      lonE6: full.lonE6.slice(0, n),
      latE6: full.latE6.slice(0, n),
      speedTenthKn: full.speedTenthKn.slice(0, n),
      courseTenthDeg: full.courseTenthDeg.slice(0, n),
      headingDeg: full.headingDeg.slice(0, n),
      flags: full.flags.slice(0, n),
    };
  }

  /** Forgets vessels not heard for a day. */
  forget(nowMs: number): void {
    for (const [mmsi, heard] of this.#heard) if (nowMs - heard.timeMs > FORGET_MS) this.#heard.delete(mmsi);
  }

  save(): LivePictureData {
    return { heard: this.#heard, identities: this.#identities };
  }

  static restore(data: LivePictureData): LivePicture {
    const picture = new LivePicture();
    for (const [mmsi, heard] of data.heard) picture.#heard.set(mmsi, { ...heard });
    for (const [mmsi, identity] of data.identities) picture.#identities.set(mmsi, { ...identity });
    picture.#moved = new Set(picture.#heard.keys());
    picture.#renamed = new Set(picture.#identities.keys());
    return picture;
  }

  #makeRoom(): void {
    const oldest = [...this.#heard].sort((a, b) => a[1].timeMs - b[1].timeMs || a[0] - b[0]);
    for (const [mmsi] of oldest.slice(0, Math.ceil(MAX_VESSELS / 100))) this.#heard.delete(mmsi);
  }

  #toArchive(mmsi: number, h: Heard): void {
    if (this.#archived >= MAX_ARCHIVE_ROWS) return;
    if (this.#archived === this.#archive.mmsi.length) this.#archive = longer(this.#archive);
    const i = this.#archived++;
    const out = this.#archive;
    out.timeMs[i] = h.timeMs;
    out.mmsi[i] = mmsi;
    out.lonE6[i] = h.lonE6;
    out.latE6[i] = h.latE6;
    out.speedTenthKn[i] = h.speedTenthKn;
    out.courseTenthDeg[i] = h.courseTenthDeg;
    out.headingDeg[i] = h.headingDeg;
    out.flags[i] = h.flags;
  }
}

const archiveColumns = (n: number): ArchiveColumns => ({
  timeMs: new Float64Array(n),
  mmsi: new Uint32Array(n),
  lonE6: new Int32Array(n),
  latE6: new Int32Array(n),
  speedTenthKn: new Int16Array(n),
  courseTenthDeg: new Int16Array(n),
  headingDeg: new Int16Array(n),
  flags: new Uint8Array(n),
});

function longer(columns: ArchiveColumns): ArchiveColumns {
  const twice = archiveColumns(2 * columns.mmsi.length);
  for (const name of Object.keys(columns) as (keyof ArchiveColumns)[]) twice[name].set(columns[name]);
  return twice;
}

const isSame = (a: VesselIdentity, b: VesselIdentity): boolean =>
  (Object.keys(a) as (keyof VesselIdentity)[]).every((key) => a[key] === b[key]);
