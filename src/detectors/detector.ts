/**
 * What a detector is: one behaviour, one file. It looks at one vessel at each one-minute tick and says what it sees.
 * Its state is plain data that it alone changes, so that a snapshot can hold it.
 */
import type { AssetIndex } from '../infrastructure/asset-index.ts';
import type { Crossing } from '../infrastructure/crossing.ts';
import type { PlaceIndex } from '../infrastructure/place-index.ts';
import type { Track } from '../tracks/track.ts';
import type { Finding } from './finding.ts';
import type { TickContext } from './tick-context.ts';

export interface DetectorInput {
  /** The tick: a whole minute in data time. Everything the track holds is at or before it. */
  readonly tickMs: number;
  readonly track: Track;
  readonly assets: AssetIndex;
  readonly places: PlaceIndex;
  /** Recent crossings of this vessel, oldest first, at most 32, at most 12 h old. */
  readonly crossings: readonly Crossing[];
  /** What all vessels together did, as of the tick before. */
  readonly context: TickContext;
}

/** Looked suspicious and was let go: why. Shown under "considered and not alerted". */
export interface Dismissal {
  readonly reason: string;
  /** One plain sentence, English. */
  readonly text: string;
  readonly values: Readonly<Record<string, number | string>>;
}

export interface Verdict {
  /** What is seen now; a behaviour that lasts is reported at each tick with the same onset. */
  readonly finding?: Finding;
  readonly dismissal?: Dismissal;
  /** Own pace stands still while this is true, else a long drag would teach the baseline that dragging is normal. */
  readonly suspected?: boolean;
}

export interface Parameter {
  readonly value: number;
  readonly unit: string;
  /** Where the number comes from. */
  readonly source: string;
}

export interface Detector<State = unknown> {
  readonly kind: string;
  /** One sentence: what behaviour it sees. */
  readonly sees: string;
  /** One sentence: what it cannot see. */
  readonly cannotSee: string;
  readonly source: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /**
   * The state of a vessel that is looked at for the first time: plain data, which `structuredClone` and JSON both keep (numbers,
   * text, lists, plain objects, null). A snapshot copies it between any two records; what it holds is all that the detector may
   * remember.
   */
  start(): State;
  tick(state: State, input: DetectorInput): Verdict;
}
