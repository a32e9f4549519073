/**
 * A cause that many ships share: a storm, a GNSS disturbance, a receiver that went silent. Found from what all vessels did
 * together at ticks; alerts of the ships it touched may be folded into one row, and are marked, never silenced.
 */

export const causeKinds = ['storm', 'disturbance', 'lost-feed'] as const;
export type CauseKind = (typeof causeKinds)[number];

export interface Cause {
  /** Derived from the kind, the cell and the tick at which it was first seen. */
  readonly id: string;
  readonly kind: CauseKind;
  /** Circle about all cells in which it was seen. */
  readonly lonE5: number;
  readonly latE5: number;
  readonly radiusM: number;
  readonly sinceMs: number;
  /** -1 while it lasts. */
  readonly untilMs: number;
  /** Vessels that it touched, by rising MMSI: those that slowed or dragged, whose positions could not be, that fell silent. */
  readonly mmsis: readonly number[];
  /** Whole numbers and names for the sentence of the row. */
  readonly values: Readonly<Record<string, number | string>>;
}

/** What is known of shared causes at a tick: those that last, and those that ended within the last hours. */
export interface FoldSigns {
  readonly causes: readonly Cause[];
}

export const NO_SIGNS: FoldSigns = { causes: [] };
