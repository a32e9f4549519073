/**
 * One theatre's watch as a pure machine: numbered records in, alerts, queue, feeds and positions out. Live, replay, restart and
 * test run this; the same records give the same alerts, byte for byte. No clock but the records', no thread, no file.
 */
import { PositionBatch } from '../ais/position-batch.ts';
import type { ByteReader, ReportSink } from '../ais/report-sink.ts';
import { Desk } from '../alerts/desk.ts';
import { iso } from '../alerts/whole-units.ts';
import type { Act, Contact } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import type { Queue } from '../contract/desk.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { Feed } from '../contract/feed.ts';
import type { CrossingRow } from '../contract/views.ts';
import { HOUR_MS } from '../geo/units.ts';
import { createReader, restoreReader } from '../readers/create-reader.ts';
import type { Format } from '../readers/formats.ts';
import { Core, type CoreOptions, type TickResult } from './core.ts';
import { FeedBook } from './feed-book.ts';
import type { JournalRecord, NumberedRecord, SourceRecord } from './journal-record.ts';
import type { StoreChange } from './keeping.ts';
import { LiveOrder } from './live-order.ts';
import { LivePicture } from './live-picture.ts';
import type { SequenceRecord } from './sequence.ts';
import { TickClock } from './tick-clock.ts';

export interface WatchOptions {
  readonly core: CoreOptions;
  readonly contacts: readonly Contact[];
  /** Rows that are shown before the drawer. */
  readonly budget: number;
}

/** What one record did. */
export interface WatchStep {
  readonly seq: number;
  /** Ticks that it brought. */
  readonly ticks: number;
  readonly change: StoreChange | undefined;
  /** Of an act: whether the desk took it. */
  readonly act: { readonly ok: true } | { readonly ok: false; readonly because: string } | undefined;
  /** An hour of data time is over: a good moment to save. */
  readonly isHour: boolean;
}

export class Watch {
  readonly #readers = new Map<number, ByteReader>();
  readonly #batch = new PositionBatch(1);
  #core: Core;
  #desk: Desk;
  #order: LiveOrder;
  #ticks: TickClock;
  #feeds: FeedBook;
  #picture: LivePicture;
  #clockMs = -1;
  #tickMs = -1;
  #seq = 0;
  #queueJson = '';
  /** Of the record being judged. */
  #changed = new Map<string, Alert>();
  #crossings: CrossingRow[] = [];
  #ownActs: Act[] = [];
  #ticked = 0;
  #isHour = false;

  constructor(options: WatchOptions) {
    this.#core = new Core(options.core);
    this.#desk = new Desk({ contacts: options.contacts, budget: options.budget });
    this.#order = new LiveOrder();
    this.#ticks = new TickClock();
    this.#feeds = new FeedBook();
    this.#picture = new LivePicture();
  }

  /** Number of the last record that was judged. */
  get seq(): number {
    return this.#seq;
  }

  /** The watch's clock and the last tick, ms; -1 before the first. */
  get clockMs(): number {
    return this.#clockMs;
  }

  get tickMs(): number {
    return this.#tickMs;
  }

  get core(): Core {
    return this.#core;
  }

  get desk(): Desk {
    return this.#desk;
  }

  get picture(): LivePicture {
    return this.#picture;
  }

  get sources(): readonly SourceRecord[] {
    return this.#feeds.sources;
  }

  feeds(): Feed[] {
    return this.#feeds.feeds(this.#clockMs, (source) => this.#order.statistics.get(source));
  }

  queue(): Queue {
    return this.#desk.queue();
  }

  /** Records come in order, without gaps. */
  accept({ seq, record }: NumberedRecord): WatchStep {
    this.#seq = seq;
    this.#ticked = 0;
    this.#isHour = false;
    let act: WatchStep['act'];
    const acts: Act[] = [];
    switch (record.kind) {
      case 'chunk':
        this.#move(record.receivedAtMs);
        this.#read(record.source, record.bytes);
        this.#drain();
        break;
      case 'clock':
        this.#move(record.atMs);
        this.#drain();
        break;
      case 'source':
        this.#source(record);
        break;
      case 'act':
        this.#move(record.atMs);
        act = this.#desk.act(record.act);
        if (act.ok) {
          acts.push(record.act);
          this.#core.setWorks(this.#desk.excuses());
        }
        break;
      case 'setup':
        this.#move(record.atMs);
        break;
    }
    return { seq, ticks: this.#ticked, change: this.#change(record, acts), act, isHour: this.#isHour };
  }

  /** Plain data from which `restore` goes on exactly here. */
  save(): unknown {
    const readers = [...this.#readers].map(([source, reader]) => [source, reader.save()]);
    return {
      seq: this.#seq,
      clockMs: this.#clockMs,
      tickMs: this.#tickMs,
      queueJson: this.#queueJson,
      readers,
      core: this.#core.save(),
      desk: this.#desk.save(),
      order: this.#order.save(),
      ticks: this.#ticks.save(),
      feeds: this.#feeds.save(),
      picture: this.#picture.save(),
    };
  }

  static restore(options: WatchOptions, data: unknown): Watch {
    const saved = data as WatchData;
    const watch = new Watch(options);
    watch.#seq = saved.seq;
    watch.#clockMs = saved.clockMs;
    watch.#tickMs = saved.tickMs;
    watch.#queueJson = saved.queueJson;
    watch.#core = Core.restore(options.core, saved.core);
    watch.#desk = Desk.restore({ contacts: options.contacts, budget: options.budget }, saved.desk);
    watch.#order = LiveOrder.restore(saved.order);
    watch.#ticks = TickClock.restore(saved.ticks);
    watch.#feeds = FeedBook.restore(saved.feeds);
    watch.#picture = LivePicture.restore(saved.picture);
    for (const [source, reader] of saved.readers) {
      const record = watch.#feeds.sources.find((s) => s.source === source)!;
      const sink = watch.#sinkOf(source);
      watch.#readers.set(source, restoreReader(record.format as Format, sink, { source }, reader));
    }
    return watch;
  }

  /** The clock never goes back; a record from before it belongs to now. */
  #move(atMs: number): void {
    if (atMs <= this.#clockMs) return;
    this.#clockMs = atMs;
    this.#feeds.clock(atMs);
    this.#order.clock(atMs);
  }

  #source(record: SourceRecord): void {
    this.#move(record.atMs);
    this.#feeds.source(record);
    const isHeard = this.#feeds.isUp(record.source);
    this.#order.sourceState(record.source, isHeard);
    // A new connection begins in the middle of anything: what the old one left unfinished is set aside.
    if (record.state === 'up' || record.state === 'restored') {
      this.#readers.get(record.source)?.end();
      this.#begin(record);
    }
    this.#drain();
  }

  #begin({ source, format }: SourceRecord): void {
    const before = this.#readers.get(source);
    this.#readers.set(source, createReader(format as Format, this.#sinkOf(source), { source, before }));
  }

  /** A CSV whose columns nobody knows must not stop the watch: what came is set aside, and the next of it is tried. */
  #read(source: number, bytes: Uint8Array): void {
    try {
      this.#readers.get(source)?.push(bytes);
    } catch (error) {
      if (!(error instanceof MerivahtError)) throw error;
      this.#feeds.setAside(source);
      this.#begin(this.#feeds.sources.find((s) => s.source === source)!);
    }
  }

  #sinkOf(source: number): ReportSink {
    return {
      positions: this.#batch,
      appended: () => {
        if (Number.isNaN(this.#batch.timeMs[0]!)) {
          if (this.#feeds.timesFrom(source) === 'receipt') this.#batch.timeMs[0] = this.#clockMs;
          else this.#feeds.untimed(source);
        }
        if (!Number.isNaN(this.#batch.timeMs[0]!)) {
          this.#order.add(this.#batch, 0);
          this.#picture.take(this.#batch, 0);
        }
        this.#batch.clear();
      },
      identity: (report) => {
        this.#picture.identify(report);
        this.#order.addIdentity(report);
      },
      rejected: () => this.#feeds.setAside(source),
      counted: () => this.#feeds.message(source, this.#clockMs),
      simulated: (marker) => this.#feeds.simulated(source, marker),
    };
  }

  /** After each slice the ticks follow the watermark that came with it: so they stand at one place, however often it drains. */
  #drain(): void {
    this.#core.setLostSources(this.#feeds.lost(this.#clockMs));
    const judge = (record: SequenceRecord): void => this.#judge(this.#core.accept(record));
    this.#order.drain((slice, watermarkMs) => {
      this.#ticks.accept(slice, judge);
      this.#ticks.advance(watermarkMs, judge);
    });
    this.#ticks.advance(this.#order.watermarkMs, judge);
  }

  #judge(result: TickResult | undefined): void {
    if (result === undefined) return;
    this.#ticked++;
    if (Math.floor(result.tickMs / HOUR_MS) !== Math.floor(this.#tickMs / HOUR_MS) && this.#tickMs >= 0) {
      this.#isHour = true;
      this.#picture.forget(result.tickMs);
    }
    this.#tickMs = result.tickMs;
    for (const { id } of result.changes) {
      const alert = this.#core.alert(id);
      if (alert !== undefined) this.#changed.set(id, alert);
    }
    for (const crossing of result.crossings) this.#crossings.push(crossing);
    const signs = this.#core.foldSigns(this.#feeds.feeds(this.#clockMs, () => undefined));
    for (const act of this.#desk.tick(result.tickMs, this.#core.alerts(), signs)) this.#ownActs.push(act);
    // Works begin and end with time, too, without an act.
    this.#core.setWorks(this.#desk.excuses());
  }

  #change(record: JournalRecord, done: readonly Act[]): StoreChange | undefined {
    const acts = [...this.#ownActs, ...done];
    this.#ownActs = [];
    const isDeskTouched = this.#ticked > 0 || record.kind === 'act';
    const queueJson = isDeskTouched ? JSON.stringify(this.#desk.queue()) : this.#queueJson;
    const isQueueNew = queueJson !== this.#queueJson;
    if (!isQueueNew && this.#changed.size === 0 && acts.length === 0 && this.#crossings.length === 0) return undefined;
    this.#queueJson = queueJson;
    const change: StoreChange = {
      seq: this.#seq,
      tickMs: this.#tickMs < 0 ? this.#clockMs : this.#tickMs,
      alerts: [...this.#changed.values()],
      acts,
      crossings: this.#crossings,
      ...(isQueueNew ? { queueJson } : {}),
    };
    this.#changed = new Map();
    this.#crossings = [];
    return change;
  }
}

interface WatchData {
  readonly seq: number;
  readonly clockMs: number;
  readonly tickMs: number;
  readonly queueJson: string;
  readonly readers: readonly (readonly [number, unknown])[];
  readonly core: Parameters<typeof Core.restore>[1];
  readonly desk: Parameters<typeof Desk.restore>[1];
  readonly order: Parameters<typeof LiveOrder.restore>[0];
  readonly ticks: Parameters<typeof TickClock.restore>[0];
  readonly feeds: Parameters<typeof FeedBook.restore>[0];
  readonly picture: Parameters<typeof LivePicture.restore>[0];
}

export const isoOrUndefined = (ms: number): string | undefined => (ms < 0 ? undefined : iso(ms));
