/** Everything of a running node that its parts work on. */
import type { Asking } from './asking.ts';
import type { Cosigning } from './cosigning.ts';
import type { NodeContext } from './node-context.ts';
import type { Change } from './own-records.ts';
import type { TroubleBook } from './trouble-book.ts';

/** `state` and `peers` are replaced when a write failed: what is kept is then read anew. */
export interface NodeParts extends NodeContext {
  readonly cursorKey: Uint8Array;
  readonly asking: Asking;
  readonly cosigning: Cosigning;
  readonly troubles: TroubleBook;
  /** One change, durable when it returns. */
  change<T>(nowMs: number, work: (change: Change) => T): T;
  /** Something is shown otherwise than before. */
  touched(): void;
}
