/** Where decoders and readers put what they find. Declared here, with its users; implemented by sources and tests. */
import type { RejectReason } from '../contract/reject-reasons.ts';
import type { PositionBatch } from './position-batch.ts';
import type { StaticReport } from './static-report.ts';

export interface ReportSink {
  /** The batch to append to. Always has room: after appending call `appended()`. */
  readonly positions: PositionBatch;
  /** One position was appended; the sink empties the batch when it is full. */
  appended(): void;
  identity(report: StaticReport): void;
  /** One record was set aside; `sample` is its beginning (at most 120 bytes as text). */
  rejected(reason: RejectReason, sample: string): void;
  /** One message was read, whatever it was; type 0 for a CSV or JSON row. */
  counted(messageType: number): void;
  /** The source says it is simulated: the marker's text, once. */
  simulated(marker: string): void;
}

/** A reader of one source: bytes in as they come, in chunks of any size; reports go to the sink it was made with. */
export interface ByteReader {
  push(bytes: Uint8Array): void;
  /** No more bytes will come: what is still held is finished or set aside. */
  end(): void;
  /** Plain data from which a reader of the same kind goes on exactly here. */
  save(): unknown;
}
