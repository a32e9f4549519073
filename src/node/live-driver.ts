/** Drives a theatre by real sources and the machine's clock. */
import type { JournalRecord, SourceRecord } from '../pipeline/journal-record.ts';
import type { LiveSource } from '../sources/live-source.ts';
import type { Driver, DriverHost } from './driver.ts';
import { refuseOther } from './one-recording.ts';

/** What came within this time travels as one record: fewer, larger records cost less on every stage. */
const GATHER_MS = 50;
const MAX_GATHERED_BYTES = 256 * 1024;
const CLOCK_EVERY_MS = 1000;
/** Sources are asked to wait while the core or the disk is so far behind. */
const MAX_BEHIND = 200;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

interface Gathering {
  readonly source: LiveSource;
  readonly ordinal: number;
  chunks: Uint8Array[];
  bytes: number;
}

export class LiveDriver implements Driver {
  readonly #sources: readonly LiveSource[];
  readonly #clock: () => number;
  #host: DriverHost | undefined;
  #gathering: Gathering[] = [];
  #timers: NodeJS.Timeout[] = [];
  #lastRecordMs = 0;
  #isPaused = false;

  constructor(sources: readonly LiveSource[], clock: () => number = Date.now) {
    this.#sources = sources;
    this.#clock = clock;
  }

  start(host: DriverHost, known: readonly SourceRecord[]): void {
    refuseOther(known, undefined);
    this.#host = host;
    let next = known.reduce((most, k) => Math.max(most, k.source + 1), 0);
    this.#gathering = this.#sources.map((source) => ({
      source,
      ordinal: known.find((k) => k.feedId === source.feedId)?.source ?? next++,
      chunks: [],
      bytes: 0,
    }));
    for (const k of known)
      if (!this.#sources.some((s) => s.feedId === k.feedId) && k.state !== 'ended')
        this.#submit({ ...k, atMs: this.#clock(), state: 'ended', because: 'it is not configured any more' });
    for (const gathering of this.#gathering) {
      const wasCut = known.find((k) => k.source === gathering.ordinal)?.state === 'cut';
      gathering.source.start({
        chunk: (bytes) => this.#gather(gathering, bytes),
        state: (state, because) => {
          this.#flush(gathering);
          this.#submit(this.#record(gathering, state, because));
        },
      });
      if (wasCut) gathering.source.cut();
    }
    this.#timers.push(setInterval(() => this.#flushAll(), GATHER_MS));
    this.#timers.push(setInterval(() => this.#tick(), CLOCK_EVERY_MS));
    this.#submit({ kind: 'clock', atMs: this.#clock() });
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    await Promise.all(this.#sources.map((source) => source.stop()));
    this.#flushAll();
  }

  cut(feedId: string): boolean {
    const source = this.#sources.find((s) => s.feedId === feedId);
    source?.cut();
    return source !== undefined;
  }

  restore(feedId: string): boolean {
    const source = this.#sources.find((s) => s.feedId === feedId);
    source?.restore();
    return source !== undefined;
  }

  nowMs(): number {
    return this.#clock();
  }

  becameHigh(): void {
    // Nothing slows the sea down.
  }

  dropped(feedId: string): number {
    return this.#sources.find((s) => s.feedId === feedId)?.dropped ?? 0;
  }

  #gather(gathering: Gathering, bytes: Uint8Array): void {
    gathering.chunks.push(bytes);
    gathering.bytes += bytes.length;
    if (gathering.bytes >= MAX_GATHERED_BYTES) this.#flush(gathering);
  }

  #flushAll(): void {
    for (const gathering of this.#gathering) this.#flush(gathering);
  }

  #flush(gathering: Gathering): void {
    if (gathering.bytes === 0) return;
    const bytes = new Uint8Array(gathering.bytes);
    let at = 0;
    for (const chunk of gathering.chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    gathering.chunks = [];
    gathering.bytes = 0;
    this.#submit({ kind: 'chunk', source: gathering.ordinal, receivedAtMs: this.#clock(), bytes });
    this.#pace();
  }

  /** Asks the sources to wait while core or disk are behind: a pipe can bring hundreds of megabytes in a second. */
  #pace(): void {
    const { coreBehind, waitingBytes } = this.#host!.load();
    const isBehind = coreBehind > MAX_BEHIND || waitingBytes > MAX_WAITING_BYTES;
    if (isBehind === this.#isPaused) return;
    this.#isPaused = isBehind;
    for (const source of this.#sources) source.setPaused(isBehind);
  }

  #tick(): void {
    this.#pace();
    // Records carry the clock; only a silence needs its own.
    if (this.#clock() - this.#lastRecordMs >= CLOCK_EVERY_MS && !this.#isPaused)
      this.#submit({ kind: 'clock', atMs: this.#clock() });
  }

  #submit(record: JournalRecord): void {
    this.#lastRecordMs = this.#clock();
    this.#host!.submit(record);
  }

  #record({ source, ordinal }: Gathering, state: SourceRecord['state'], because: string): SourceRecord {
    const { feedId, kind, address, format, timesFrom } = source;
    return {
      kind: 'source',
      atMs: this.#clock(),
      source: ordinal,
      feedId,
      feedKind: kind,
      address,
      format,
      timesFrom,
      state,
      because,
    };
  }
}
