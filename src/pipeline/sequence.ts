/**
 * The core's input: records in arrival order, numbered before any partition. The same sequence, assets and configuration
 * give the same alerts, byte for byte, on one partition or on many.
 */
import type { PositionBatch } from '../ais/position-batch.ts';
import type { StaticReport } from '../ais/static-report.ts';

/** An identity report that takes effect before row `at` of the slice's positions (`at` = length: after the last). */
export interface PlacedIdentity {
  readonly at: number;
  readonly report: StaticReport;
}

/** Position rows `from` (included) to `to` (excluded) of a batch, with the identity reports among them in order. */
export interface Slice {
  readonly positions: PositionBatch;
  readonly from: number;
  readonly to: number;
  readonly identities: readonly PlacedIdentity[];
}

export type SequenceRecord =
  | { readonly kind: 'slice'; readonly slice: Slice }
  /** Event time has reached this whole minute: all that was to come before it has come. */
  | { readonly kind: 'tick'; readonly tickMs: number };
