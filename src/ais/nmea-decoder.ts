/**
 * Bytes of NMEA 0183 to reports, in chunks of any size: finds lines, reads what is written around a sentence, checks it, joins
 * parts, and hands positions to columns. Whatever it cannot use is counted with a reason; nothing stops it.
 */

import type { RejectReason } from '../contract/reject-reasons.ts';
import { hexDigit, latin1, xor } from './ascii.ts';
import { type DecodedMessage, decodeMessage } from './decode-message.ts';
import { Fragments, type FragmentsData, type Whole } from './fragments.ts';
import { identityReport, isIdentityType } from './identity-report.ts';
import { MESSAGES } from './message-tables.ts';
import { FLAG_OWN_SHIP, FLAG_SIMULATED } from './position-batch.ts';
import { isPositionType, takePosition } from './position-report.ts';
import type { ByteReader, ReportSink } from './report-sink.ts';
import { gatehouseTimeMs, prefixTimeMs, suffixTimeMs } from './sentence-time.ts';
import { SEXTET_OF_BYTE } from './sixbit.ts';
import { readTagBlock } from './tag-block.ts';

export interface NmeaDecoderOptions {
  /** Ordinal of the source. */
  readonly source: number;
  /** Called with every message in full, position reports too: for tests and tools, not for throughput. */
  readonly onMessage?: (message: DecodedMessage, timeMs: number) => void;
  /** Take reports on the receiving ship itself (VDO) as traffic. */
  readonly ownShip?: boolean;
}

/** What is held between two chunks, as a snapshot keeps it. */
export interface NmeaDecoderData {
  readonly carry: Uint8Array;
  readonly carryOffset: number;
  readonly isSkipping: boolean;
  readonly offset: number;
  readonly sentence: number;
  readonly gatehouseMs: number;
  readonly fragments: FragmentsData;
}

const MAX_LINE = 1024;
const MAX_SEXTETS = 1024;
const NEWLINE = 10;
const [BANG, DOLLAR, HASH, STAR, COMMA, BACKSLASH] = [33, 36, 35, 42, 44, 92] as const;
export const SIMULATED_STATION = 'SIM-';

export class NmeaDecoder implements ByteReader {
  readonly #sink: ReportSink;
  readonly #options: NmeaDecoderOptions;
  readonly #fragments: Fragments;
  /** The beginning of a line whose end has not come yet. */
  readonly #carry = new Uint8Array(MAX_LINE);
  #carried = 0;
  #isSkipping = false;
  /** Bytes of the source before the present chunk, and where the carried line began. */
  #offset = 0;
  #carryOffset = 0;
  readonly #sextets = new Uint8Array(MAX_SEXTETS);
  #sentence = 0;
  #gatehouseMs = Number.NaN;
  #timeMs = Number.NaN;
  #station: string | undefined;
  #lineOffset = 0;
  #flags = 0;

  constructor(sink: ReportSink, options: NmeaDecoderOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#fragments = new Fragments((reason, parts) => {
      for (let i = 0; i < parts; i++) sink.rejected(reason, '');
    });
  }

  save(): NmeaDecoderData {
    return {
      carry: this.#carry.slice(0, this.#carried),
      carryOffset: this.#carryOffset,
      isSkipping: this.#isSkipping,
      offset: this.#offset,
      sentence: this.#sentence,
      gatehouseMs: this.#gatehouseMs,
      fragments: this.#fragments.save(),
    };
  }

  static restore(sink: ReportSink, options: NmeaDecoderOptions, data: NmeaDecoderData): NmeaDecoder {
    const decoder = new NmeaDecoder(sink, options);
    decoder.#carry.set(data.carry);
    decoder.#carried = data.carry.length;
    decoder.#carryOffset = data.carryOffset;
    decoder.#isSkipping = data.isSkipping;
    decoder.#offset = data.offset;
    decoder.#sentence = data.sentence;
    decoder.#gatehouseMs = data.gatehouseMs;
    decoder.#fragments.restore(data.fragments);
    return decoder;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      const newline = bytes.indexOf(NEWLINE, at);
      const end = newline < 0 ? bytes.length : newline;
      if (this.#carried > 0 || newline < 0) this.#carryOver(bytes, at, end, newline >= 0);
      else if (this.#isSkipping) this.#isSkipping = false;
      else if (end - at > MAX_LINE) this.#sink.rejected('line-too-long', latin1(bytes, at, end));
      else {
        this.#lineOffset = this.#offset + at;
        this.#line(bytes, at, end);
      }
      at = end + 1;
    }
    this.#offset += bytes.length;
  }

  end(): void {
    if (this.#carried > 0) this.#finishCarried();
    this.#fragments.end();
  }

  #carryOver(bytes: Uint8Array, at: number, end: number, isComplete: boolean): void {
    if (this.#isSkipping) {
      if (isComplete) this.#isSkipping = false;
      return;
    }
    if (this.#carried === 0) this.#carryOffset = this.#offset + at;
    if (this.#carried + end - at > MAX_LINE) {
      this.#sink.rejected(
        'line-too-long',
        latin1(
          this.#carried > 0 ? this.#carry : bytes,
          this.#carried > 0 ? 0 : at,
          this.#carried > 0 ? this.#carried : end,
        ),
      );
      this.#carried = 0;
      this.#isSkipping = !isComplete;
      return;
    }
    this.#carry.set(bytes.subarray(at, end), this.#carried);
    this.#carried += end - at;
    if (isComplete) this.#finishCarried();
  }

  #finishCarried(): void {
    const length = this.#carried;
    this.#carried = 0;
    this.#lineOffset = this.#carryOffset;
    this.#line(this.#carry, 0, length);
  }

  #line(bytes: Uint8Array, start: number, stop: number): void {
    let from = start;
    let to = stop;
    while (to > from && bytes[to - 1]! <= 32) to--;
    while (from < to && bytes[from]! <= 32) from++;
    if (from === to || bytes[from] === HASH) return;
    this.#timeMs = Number.NaN;
    this.#station = undefined;
    while (bytes[from] === BACKSLASH) {
      const reading = readTagBlock(bytes, from, to);
      if (!reading.ok) {
        const close = bytes.indexOf(BACKSLASH, from + 1);
        // `\si:...` source tags of some loggers have no checksum and are no tag blocks: what they hold is left alone.
        if (close < 0 || close >= to)
          return this.#reject(isSourceTag(bytes, from) ? undefined : 'checksum-wrong', bytes, from, to);
        if (!isSourceTag(bytes, from)) return this.#reject('checksum-wrong', bytes, from, to);
        from = close + 1;
      } else {
        if (!Number.isNaN(reading.tag.timeMs)) this.#timeMs = reading.tag.timeMs;
        this.#station = reading.tag.station ?? this.#station;
        from = reading.end;
      }
      if (from >= to) return;
    }
    const bang = bytes[from] === BANG ? from : findSentence(bytes, from, to);
    if (bang < 0) return this.#other(bytes, from, to);
    if (bang > from && Number.isNaN(this.#timeMs)) this.#timeMs = prefixTimeMs(bytes, from, bang);
    this.#parseSentence(bytes, bang, to);
  }

  /** A line without an AIS sentence: a time for the next one, other NMEA, or something else. */
  #other(bytes: Uint8Array, from: number, to: number): void {
    if (bytes[from] === DOLLAR || bytes[from] === BANG) {
      if (latin1(bytes, from, Math.min(to, from + 6)) === '$PGHP,')
        this.#gatehouseMs = gatehouseTimeMs(bytes, from, to);
      return;
    }
    this.#reject('not-ais', bytes, from, to);
  }

  #parseSentence(bytes: Uint8Array, bang: number, to: number): void {
    this.#sentence++;
    const gatehouseMs = this.#gatehouseMs;
    this.#gatehouseMs = Number.NaN;
    const star = bytes.indexOf(STAR, bang);
    if (star < 0 || star + 3 > to) return this.#reject('sentence-malformed', bytes, bang, to);
    const said = hexDigit(bytes[star + 1]!) * 16 + hexDigit(bytes[star + 2]!);
    if (said !== xor(bytes, bang + 1, star)) return this.#reject('checksum-wrong', bytes, bang, to);
    // !AIVDM,total,number,sequence,channel,payload,fill: the places of the six commas.
    const c1 = bytes.indexOf(COMMA, bang);
    const c2 = bytes.indexOf(COMMA, c1 + 1);
    const c3 = bytes.indexOf(COMMA, c2 + 1);
    const c4 = bytes.indexOf(COMMA, c3 + 1);
    const c5 = bytes.indexOf(COMMA, c4 + 1);
    const c6 = bytes.indexOf(COMMA, c5 + 1);
    if (c1 < 0 || c2 < c1 || c3 < c2 || c4 < c3 || c5 < c4 || c6 < c5 || c6 + 2 !== star)
      return this.#reject('sentence-malformed', bytes, bang, to);
    const total = bytes[c1 + 1]! - 48;
    const number = bytes[c2 + 1]! - 48;
    const fill = bytes[c6 + 1]! - 48;
    if (
      c2 - c1 !== 2 ||
      c3 - c2 !== 2 ||
      total < 1 ||
      total > 9 ||
      number < 1 ||
      number > total ||
      fill < 0 ||
      fill > 5
    )
      return this.#reject('sentence-malformed', bytes, bang, to);
    const length = c6 - c5 - 1;
    const sextets = this.#sextets;
    for (let i = 0; i < length; i++) {
      const value = SEXTET_OF_BYTE[bytes[c5 + 1 + i]!]!;
      if (value === 255) return this.#reject('sentence-malformed', bytes, bang, to);
      sextets[i] = value;
    }
    if (Number.isNaN(this.#timeMs)) this.#timeMs = suffixTimeMs(bytes, star + 3, to);
    if (Number.isNaN(this.#timeMs)) this.#timeMs = gatehouseMs;
    this.#flags = 0;
    if (this.#station?.startsWith(SIMULATED_STATION) === true) {
      this.#flags = FLAG_SIMULATED;
      this.#sink.simulated(this.#station);
    }
    const isOwnShip = bytes[c1 - 1] === 79;
    if (isOwnShip) this.#flags |= FLAG_OWN_SHIP;
    if (isOwnShip && this.#options.ownShip !== true) return this.#reject('own-ship', bytes, bang, to);
    const bits = Math.max(0, length * 6 - fill);
    if (total === 1) return this.#message(sextets, bits, this.#timeMs, this.#lineOffset);
    const key = `${this.#station ?? ''},${latin1(bytes, c1 - 5, c1 + 2)},${latin1(bytes, c3 + 1, c5)}`;
    const part = {
      key,
      total,
      number,
      sextets: sextets.slice(0, length),
      bits,
      timeMs: this.#timeMs,
      offset: this.#lineOffset,
      sentence: this.#sentence,
    };
    const joining = this.#fragments.add(part);
    if (joining.kind === 'duplicate') return this.#reject('duplicate', bytes, bang, to);
    if (joining.kind === 'whole') this.#whole(joining.whole);
  }

  #whole(whole: Whole): void {
    this.#message(whole.sextets, whole.bits, whole.timeMs, whole.offset);
  }

  #message(sextets: Uint8Array, bits: number, timeMs: number, offset: number): void {
    const type = bits >= 6 ? sextets[0]! : 0;
    const table = MESSAGES[type];
    if (table === undefined) return this.#sink.rejected('type-unknown', '');
    if (bits < table.minBits || bits > table.maxBits) return this.#sink.rejected('payload-length', '');
    this.#sink.counted(type);
    if (isPositionType(type)) this.#position(sextets, timeMs, offset);
    if (!isIdentityType(type) && this.#options.onMessage === undefined) return;
    const decoding = decodeMessage(sextets, bits);
    if (!decoding.ok) return;
    if (isIdentityType(type))
      this.#sink.identity(identityReport(decoding.message, timeMs, this.#options.source, offset));
    this.#options.onMessage?.(decoding.message, timeMs);
  }

  #position(sextets: Uint8Array, timeMs: number, offset: number): void {
    const { positions } = this.#sink;
    const row = positions.length;
    positions.timeMs[row] = timeMs;
    positions.source[row] = this.#options.source;
    positions.offset[row] = offset;
    const reason = takePosition(sextets, positions, this.#flags);
    if (reason === undefined) this.#sink.appended();
    else this.#sink.rejected(reason, '');
  }

  #reject(reason: RejectReason | undefined, bytes: Uint8Array, from: number, to: number): void {
    if (reason !== undefined) this.#sink.rejected(reason, latin1(bytes, from, to));
  }
}

/** `\si:` begins a source tag of the Danish loggers, which has no checksum. */
function isSourceTag(bytes: Uint8Array, from: number): boolean {
  return bytes[from + 1] === 115 && bytes[from + 2] === 105 && bytes[from + 3] === 58;
}

/** Place of a `!` that begins an AIS sentence (`!xxVDM,` or `!xxVDO,`); -1 if there is none. */
function findSentence(bytes: Uint8Array, from: number, to: number): number {
  for (let at = bytes.indexOf(BANG, from); at >= 0 && at + 7 <= to; at = bytes.indexOf(BANG, at + 1))
    if (
      bytes[at + 3] === 86 &&
      bytes[at + 4] === 68 &&
      (bytes[at + 5] === 77 || bytes[at + 5] === 79) &&
      bytes[at + 6] === COMMA
    )
      return at;
  return -1;
}
