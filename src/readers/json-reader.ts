/** JSON objects to reports: each object is read by its own members, so that one stream may mix what several sources write. */
import type { ByteReader, ReportSink } from '../ais/report-sink.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import { readBareMessage, readEnvelope } from './aisstream-report.ts';
import { isVesselFeature, readFeature, readFlat } from './flat-report.ts';
import { type JsonObject, type JsonReport, objectOf } from './json-report.ts';
import { type JsonObjectSink, JsonSplitter, type JsonSplitterData } from './json-splitter.ts';
import { appendPosition, isMmsi, positionFault } from './position-fields.ts';
import { textOf } from './text-of-bytes.ts';

const SAMPLE = 120;

/** What an object says of a vessel; undefined where its members are of no known shape. */
export function readObject(object: JsonObject): JsonReport | undefined {
  if (object.MessageType !== undefined && objectOf(object.Message) !== undefined) return readEnvelope(object);
  if (object.UserID !== undefined && object.MessageID !== undefined) return readBareMessage(object);
  if (object.type === 'Feature') return isVesselFeature(object) ? readFeature(object) : undefined;
  if (object.mmsi !== undefined || object.MMSI !== undefined || object.ssvid !== undefined) return readFlat(object);
  return undefined;
}

export class JsonReader implements ByteReader, JsonObjectSink {
  readonly #sink: ReportSink;
  readonly #source: number;
  readonly #splitter = new JsonSplitter(this);

  constructor(sink: ReportSink, options: { readonly source: number }) {
    this.#sink = sink;
    this.#source = options.source;
  }

  save(): JsonSplitterData {
    return this.#splitter.save();
  }

  static restore(sink: ReportSink, options: { readonly source: number }, data: JsonSplitterData): JsonReader {
    const reader = new JsonReader(sink, options);
    reader.#splitter.restore(data);
    return reader;
  }

  push(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
  }

  end(): void {
    this.#splitter.end();
  }

  object(bytes: Uint8Array, from: number, to: number, offset: number): void {
    const value = parsed(textOf(bytes, from, to));
    const object = objectOf(value);
    if (object === undefined) return this.broken('row-malformed', bytes, from, to);
    const report = readObject(object);
    if (report === undefined) return this.broken('not-ais', bytes, from, to);
    this.#sink.counted(report.messageType);
    const fault = this.#take(report, offset);
    if (fault !== undefined) this.#sink.rejected(fault, textOf(bytes, from, Math.min(to, from + SAMPLE)));
  }

  broken(reason: RejectReason, bytes: Uint8Array, from: number, to: number): void {
    this.#sink.counted(0);
    this.#sink.rejected(reason, textOf(bytes, from, Math.min(to, from + SAMPLE)));
  }

  /** Why the report was set aside; undefined when it was taken, or says nothing of a vessel. */
  #take(report: JsonReport, offset: number): RejectReason | undefined {
    if (report.fault !== undefined) return report.fault;
    const { position, identity, mmsi, timeMs } = report;
    if (position === undefined && identity === undefined) return undefined;
    if (mmsi === undefined || !isMmsi(mmsi)) return 'mmsi-invalid';
    if (identity !== undefined) {
      const time = timeMs === undefined || Number.isNaN(timeMs) ? undefined : timeMs;
      this.#sink.identity({ timeMs: time, mmsi, source: this.#source, offset, ...identity });
    }
    if (position === undefined) return undefined;
    const fault = positionFault(position.lon, position.lat);
    if (fault !== undefined) return fault;
    appendPosition(this.#sink.positions, position, this.#source, offset);
    this.#sink.appended();
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Bad input is counted by the caller; what the parser says of it helps nobody.
    return undefined;
  }
}
