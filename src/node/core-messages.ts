/** What main and a theatre's core thread say to each other. Plain data only. */
import type { Alert, Considered } from '../contract/alert.ts';
import type { DeskBooks, Handling, Queue } from '../contract/desk.ts';
import type { Feed } from '../contract/feed.ts';
import type { AssetState } from '../contract/live.ts';
import type { AssetPage, IntegrityView, SearchHit, VesselCard } from '../contract/views.ts';
import type { NumberedRecord, SourceRecord } from '../pipeline/journal-record.ts';
import type { ArchiveColumns, StoreChange } from '../pipeline/keeping.ts';
import type { WatchStep } from '../pipeline/watch.ts';
import type { TheatreSetup } from './theatre-setup.ts';

export interface CoreThreadData {
  readonly setup: TheatreSetup;
  /** Bytes of `saved-watch.ts`. The thread says by its position whether they were of use. */
  readonly snapshot: Uint8Array<ArrayBuffer> | undefined;
}

/** What can be asked of the core; each answer is as of the last record judged. */
export interface CoreQuestions {
  alert(id: string): Alert | undefined;
  considered(): Considered[];
  vessel(mmsi: number): Omit<VesselCard, 'crossings'> | undefined;
  hoursOf(assetId: string): AssetPage['hours'];
  search(text: string, limit: number): SearchHit[];
  integrity(): IntegrityView;
  handling(alertId: string): Handling;
  position(): { seq: number; sources: readonly SourceRecord[]; clockMs: number };
  /** A watch's state, as a snapshot message has it. */
  save(): { seq: number; bytes: Uint8Array<ArrayBuffer> };
}

export type ToCore =
  | { readonly type: 'records'; readonly records: readonly NumberedRecord[] }
  /** A snapshot is wanted now, not only at the next hour. */
  | { readonly type: 'save' }
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly what: keyof CoreQuestions;
      readonly args: readonly unknown[];
    };

export interface CoreSections {
  readonly clockMs: number;
  readonly tickMs: number;
  /** Where something of it is new and it has not been told just now. */
  readonly feeds?: readonly Feed[];
  readonly actCount: number;
  readonly queue?: Queue;
  readonly books?: DeskBooks;
  readonly assets?: readonly AssetState[];
}

export interface CoreDone {
  readonly type: 'done';
  readonly throughSeq: number;
  readonly changes: readonly StoreChange[];
  readonly acts: readonly { readonly seq: number; readonly result: NonNullable<WatchStep['act']> }[];
  readonly sections: CoreSections;
  readonly positions: ArrayBuffer | undefined;
  readonly vessels: Alert['vessel'][];
  readonly archive: readonly ArchiveColumns[];
}

export type FromCore =
  | CoreDone
  /** Of the state after `seq`; what it follows from was told by the `done` through `throughSeq`. */
  | {
      readonly type: 'snapshot';
      readonly seq: number;
      readonly throughSeq: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
