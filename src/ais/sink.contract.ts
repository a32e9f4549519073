/** A sink that keeps everything, for tests: what bytes become, whatever the chunks. */
import type { RejectReason } from '../contract/reject-reasons.ts';
import type { DecodedMessage } from './decode-message.ts';
import { NmeaDecoder, type NmeaDecoderOptions } from './nmea-decoder.ts';
import { PositionBatch } from './position-batch.ts';
import type { ReportSink } from './report-sink.ts';
import type { StaticReport } from './static-report.ts';

export interface Kept {
  readonly messages: DecodedMessage[];
  readonly rows: readonly (number | string)[][];
  readonly identities: StaticReport[];
  readonly rejected: Map<RejectReason, number>;
  readonly counted: number;
  readonly markers: ReadonlySet<string>;
}

/** A sink and what it has kept so far. */
export function keepingSink(capacity = 7): { sink: ReportSink; kept: Kept } {
  const kept = {
    messages: [] as DecodedMessage[],
    rows: [] as (number | string)[][],
    identities: [] as StaticReport[],
    rejected: new Map<RejectReason, number>(),
    counted: 0,
    markers: new Set<string>(),
  };
  const positions = new PositionBatch(capacity);
  const sink: ReportSink = {
    positions,
    appended: () => {
      const i = positions.length - 1;
      kept.rows.push([
        positions.timeMs[i]!,
        positions.mmsi[i]!,
        positions.lon[i]!,
        positions.lat[i]!,
        positions.sogTenthKn[i]!,
        positions.cogTenthDeg[i]!,
        positions.headingDeg[i]!,
        positions.navStatus[i]!,
        positions.flags[i]!,
        positions.messageType[i]!,
        positions.offset[i]!,
      ]);
      if (positions.isFull) positions.clear();
    },
    identity: (report) => kept.identities.push(report),
    rejected: (reason) => kept.rejected.set(reason, (kept.rejected.get(reason) ?? 0) + 1),
    counted: () => {
      kept.counted++;
    },
    simulated: (marker) => kept.markers.add(marker),
  };
  return { sink, kept };
}

/** Decodes NMEA bytes in chunks of a size (all at once unless told). */
export function decodeBytes(bytes: Uint8Array, options: Partial<NmeaDecoderOptions> = {}, chunk = bytes.length): Kept {
  const { sink, kept } = keepingSink();
  const decoder = new NmeaDecoder(sink, { source: 0, ...options, onMessage: (m) => kept.messages.push(m) });
  for (let at = 0; at < bytes.length; at += Math.max(1, chunk))
    decoder.push(bytes.subarray(at, at + Math.max(1, chunk)));
  decoder.end();
  return kept;
}
