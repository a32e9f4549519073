/** Drives a theatre by a recorded file at a speed of choice: play, pause, jump, start over. The replay's clock is the watch's. */
import { iso } from '../alerts/whole-units.ts';
import type { ReplayState } from '../contract/live.ts';
import type { ReplayCommand } from '../contract/views.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { SourceRecord } from '../pipeline/journal-record.ts';
import type { ReplaySource } from '../sources/replay-source.ts';
import type { Driver, DriverHost } from './driver.ts';
import { refuseOther } from './one-recording.ts';

const BEAT_MS = 100;
/** So far at most in one record: the watermark follows the clock, so that steps must be shorter than a tick. */
const STEP_MS = 30_000;
/** So many records may wait for the core, and so many bytes for the disk; then the replay waits. */
const MAX_BEHIND = 400;
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

export interface ReplayPlan {
  readonly source: ReplaySource;
  readonly feedId: string;
  /** Ten data-minutes before the first anomaly. */
  readonly beginMs: number;
  /** Data seconds a second of real time, from `beginMs` on, until an alert becomes high. */
  readonly speed: number;
}

export class ReplayDriver implements Driver {
  readonly #plan: ReplayPlan;
  #host: DriverHost | undefined;
  #timer: NodeJS.Timeout | undefined;
  #positionMs: number;
  #speed: number;
  #isPlaying = true;
  #isCut = false;
  #seekingToMs: number | undefined;
  #slowsAtHigh = true;

  constructor(plan: ReplayPlan) {
    this.#plan = plan;
    this.#speed = plan.speed;
    this.#positionMs = plan.source.fromMs;
  }

  get replay(): ReplayState {
    const { source, beginMs } = this.#plan;
    return {
      playing: this.#isPlaying,
      speed: this.#speed,
      from: iso(source.fromMs),
      to: iso(source.toMs),
      beginAt: iso(beginMs),
      ended: this.#positionMs >= source.toMs,
      ...(this.#seekingToMs === undefined ? {} : { seekingTo: iso(this.#seekingToMs) }),
      slowsAtHigh: this.#slowsAtHigh,
    };
  }

  start(host: DriverHost, known: readonly SourceRecord[], clockMs: number): void {
    const { source, beginMs } = this.#plan;
    refuseOther(known, { feedId: this.#plan.feedId, address: source.address, recording: source.hash });
    this.#host = host;
    this.#isCut = known[0]?.state === 'cut';
    // A process may have been killed before the journal had more than how it was set up.
    if (known.length > 0) {
      this.#positionMs = Math.max(source.fromMs, clockMs);
      source.seek(this.#positionMs);
      if (this.#positionMs < beginMs) this.#seekingToMs = Math.max(beginMs, this.#seekingToMs ?? beginMs);
      else if ((this.#seekingToMs ?? beginMs) <= this.#positionMs) this.#seekingToMs = undefined;
    } else {
      source.seek(source.fromMs);
      this.#positionMs = source.fromMs;
      this.#seekingToMs ??= beginMs;
      this.#say('up', 'the recording is open');
    }
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
    host.replayChanged(this.replay);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
  }

  cut(feedId: string): boolean {
    if (feedId !== this.#plan.feedId) return false;
    this.#isCut = true;
    this.#say('cut', 'an officer took it out');
    return true;
  }

  restore(feedId: string): boolean {
    if (feedId !== this.#plan.feedId) return false;
    this.#isCut = false;
    this.#say('restored', 'an officer put it back');
    return true;
  }

  nowMs(): number {
    return this.#positionMs;
  }

  becameHigh(): void {
    if (this.#seekingToMs !== undefined || !this.#slowsAtHigh) return;
    this.#slowsAtHigh = false;
    this.#speed = 1;
    this.#changed();
  }

  dropped(): number {
    return 0;
  }

  async command(command: ReplayCommand): Promise<void> {
    switch (command.do) {
      case 'play':
        this.#isPlaying = true;
        break;
      case 'pause':
        this.#isPlaying = false;
        break;
      case 'speed':
        this.#speed = command.speed;
        break;
      case 'jump':
        await this.#jump(Date.parse(command.to));
        break;
      case 'start-over':
        this.#slowsAtHigh = true;
        this.#speed = this.#plan.speed;
        this.#isPlaying = true;
        await this.#host!.reset(this.#plan.beginMs);
        break;
    }
    this.#changed();
  }

  /** As it was set before a restart. */
  takeUp({ playing, speed, slowsAtHigh, seekingTo }: Parameters<NonNullable<Driver['takeUp']>>[0]): void {
    this.#isPlaying = playing;
    this.#speed = speed;
    this.#slowsAtHigh = slowsAtHigh;
    this.#seekingToMs = seekingTo === undefined ? undefined : Math.min(this.#plan.source.toMs, Date.parse(seekingTo));
  }

  /** Of the host, after a reset: from the beginning, then on to `toMs`. */
  seekTo(toMs: number): void {
    this.#seekingToMs = toMs;
  }

  async #jump(toMs: number): Promise<void> {
    const { source } = this.#plan;
    const wanted = Math.min(source.toMs, Math.max(source.fromMs, toMs));
    // What has been judged cannot be taken back: going back is starting anew.
    if (wanted < this.#positionMs) await this.#host!.reset(wanted);
    else this.#seekingToMs = wanted;
  }

  #beat(): void {
    const { source } = this.#plan;
    if (this.#seekingToMs !== undefined) return this.#seek(this.#seekingToMs);
    if (!this.#isPlaying || this.#positionMs >= source.toMs) return;
    if (this.#isBehind()) return;
    this.#runTo(Math.min(source.toMs, this.#positionMs + this.#speed * BEAT_MS));
    if (this.#positionMs >= source.toMs) this.#changed();
  }

  #seek(toMs: number): void {
    while (this.#positionMs < toMs && !this.#isBehind()) this.#runTo(Math.min(toMs, this.#positionMs + 20 * MINUTE_MS));
    // Until all of it is shown: an alert on the way there must not slow the replay down.
    const { coreBehind, waitingBytes } = this.#host!.load();
    if (this.#positionMs < toMs || coreBehind > 0 || waitingBytes > 0) return;
    this.#seekingToMs = undefined;
    this.#changed();
  }

  #isBehind(): boolean {
    const { coreBehind, waitingBytes } = this.#host!.load();
    return coreBehind > MAX_BEHIND || waitingBytes > MAX_WAITING_BYTES;
  }

  #runTo(toMs: number): void {
    while (this.#positionMs < toMs) {
      this.#positionMs = Math.min(toMs, this.#positionMs + STEP_MS);
      const bytes = this.#plan.source.advance(this.#positionMs);
      if (bytes.length > 0 && !this.#isCut)
        this.#host!.submit({ kind: 'chunk', source: 0, receivedAtMs: this.#positionMs, bytes });
      this.#host!.submit({ kind: 'clock', atMs: this.#positionMs });
    }
  }

  /** Nobody listens yet while a restart goes through what the journal holds; `start` tells of it then. */
  #changed(): void {
    this.#host?.replayChanged(this.replay);
  }

  #say(state: SourceRecord['state'], because: string): void {
    this.#host!.submit({
      kind: 'source',
      atMs: this.#positionMs,
      source: 0,
      feedId: this.#plan.feedId,
      feedKind: 'replay',
      address: this.#plan.source.address,
      format: 'nmea',
      timesFrom: 'sentence',
      state,
      because,
      recording: this.#plan.source.hash,
    });
  }
}
