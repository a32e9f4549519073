/** What moves a theatre: real sources by the machine's clock, or a replay by its own. Declared here, with its user. */
import type { ReplayState } from '../contract/live.ts';
import type { ReplayCommand } from '../contract/views.ts';
import type { JournalRecord, SourceRecord } from '../pipeline/journal-record.ts';

export interface DriverHost {
  /** Hands a record to journal and core. */
  submit(record: JournalRecord): void;
  /** Records that the core has not judged, and bytes that are not on disk: a driver slows down by them. */
  load(): { readonly coreBehind: number; readonly waitingBytes: number };
  /** The replay moved, stopped or ended. */
  replayChanged(state: ReplayState): void;
  /** Forget everything and start the replay again, then run to `toMs`. */
  reset(toMs: number): Promise<void>;
}

export interface Driver {
  /**
   * `known`: sources that the journal has seen; `clockMs`: where its clock stands, -1 when it is new. MV-DATA-OTHER, before
   * anything is begun, where what the journal has seen is another recording, or no recording.
   */
  start(host: DriverHost, known: readonly SourceRecord[], clockMs: number): void;
  stop(): Promise<void>;
  /** An officer takes a feed out, or back in. False where there is no such feed. */
  cut(feedId: string): boolean;
  restore(feedId: string): boolean;
  /** The watch's clock now. */
  nowMs(): number;
  /** An alert has become high for the first time. */
  becameHigh(): void;
  /** Chunks dropped by each feed since the start. */
  dropped(feedId: string): number;
  readonly replay?: ReplayState;
  /** Of a replay: where the next start runs to. */
  seekTo?(toMs: number): void;
  /** Of a replay, before the start: as it was set when the process ended. */
  takeUp?(setting: Pick<ReplayState, 'playing' | 'speed' | 'slowsAtHigh' | 'seekingTo'>): void;
  command?(command: ReplayCommand): Promise<void>;
}
