/** What the main thread and the archive worker say to each other. */
import { ERRORS, type ErrorCode, MerivahtError } from '../contract/errors.ts';
import type { ArchiveCounters, ArchiveEngine } from './archive-engine.ts';

/** What the worker can be asked: the engine's own methods. */
export type ArchiveCall =
  | 'append'
  | 'track'
  | 'positionsAt'
  | 'inZone'
  | 'flush'
  | 'merge'
  | 'erase'
  | 'retention'
  | 'close';

export interface ArchiveRequest<C extends ArchiveCall = ArchiveCall> {
  readonly id: number;
  readonly call: C;
  readonly args: Parameters<ArchiveEngine[C]>;
}

export type ArchiveReply =
  | { readonly id: number; readonly value: unknown; readonly counters: ArchiveCounters }
  | { readonly id: number; readonly error: string; readonly code: string; readonly counters: ArchiveCounters }
  /** The archive is open, or could not be opened. */
  | { readonly opened: true; readonly counters: ArchiveCounters }
  | { readonly opened: false; readonly error: string };

/** Errors lose their class on the way between threads. */
export function archiveError(code: string, what: string): MerivahtError {
  return new MerivahtError(code in ERRORS ? (code as ErrorCode) : 'MV-ARCHIVE-FAILED', what);
}
