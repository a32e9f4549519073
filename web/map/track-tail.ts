/** What was heard of the selected ship since its track was asked for, so that the line reaches the mark. */
import { ABSENT_U16, type PositionColumns } from '../../src/contract/position-frame.ts';
import type { TrackPoint } from '../../src/contract/views.ts';

/** Ten minutes of a report each second; older ones go, and the next answer of the node has them. */
const MAX_POINTS = 600;

const isoOf = (timeS: number): string => `${new Date(timeS * 1000).toISOString().slice(0, 19)}Z`;

export class TrackTail {
  #mmsi: number | undefined;
  #points: TrackPoint[] = [];

  /** Takes the present fix of a ship; of another ship than before: begins anew. */
  hear(mmsi: number, columns: PositionColumns, row: number): void {
    if (mmsi !== this.#mmsi) this.forget();
    this.#mmsi = mmsi;
    const at = isoOf(columns.timeS[row]!);
    if (this.#points.at(-1)?.at === at) return;
    const speed = columns.speedTenthKn[row]!;
    this.#points.push({
      at,
      lonE5: Math.round(columns.lonE6[row]! / 10),
      latE5: Math.round(columns.latE6[row]! / 10),
      ...(speed === ABSENT_U16 ? {} : { speedTenthKn: speed }),
    });
    if (this.#points.length > MAX_POINTS) this.#points.shift();
  }

  forget(): void {
    this.#mmsi = undefined;
    this.#points = [];
  }

  /** The track and what was heard after its end. */
  after(track: readonly TrackPoint[]): TrackPoint[] {
    const last = track.at(-1)?.at;
    return [...track, ...this.#points.filter((p) => last === undefined || p.at > last)];
  }
}
