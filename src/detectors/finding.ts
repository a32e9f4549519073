/** What a detector says about one vessel at one tick. */
import type { AlertFactor } from '../contract/alert.ts';

export interface Finding {
  readonly kind: string;
  readonly mmsi: number;
  readonly tickMs: number;
  /** When the behaviour began: stays the same for as long as it lasts, and is part of the alert's id. */
  readonly onsetMs: number;
  /** `withdrawn`: later data disproved it (a tagged end, never a silent one). */
  readonly phase: 'ongoing' | 'ended' | 'withdrawn';
  /** Log-odds steps for and against, each with text and values; `sign` names an independent sign. */
  readonly factors: readonly AlertFactor[];
  /** Whole numbers with units in their names, for the reason sentence. */
  readonly measures: Readonly<Record<string, number>>;
  /** The asset it is about, where it is about one. */
  readonly assetId?: string;
}
