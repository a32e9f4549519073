/**
 * The live state of one theatre and who listens to it: numbers the changes, holds the last of them for pages that come back,
 * and sends only what is new. Knows no socket. Who feeds it sees to it that what it is given is already on disk.
 */
import type { AlertVessel } from '../contract/alert.ts';
import type { Queue, QueueRow } from '../contract/desk.ts';
import type { LiveChange, LiveMessage, TheatreState } from '../contract/live.ts';
import { LatestPositions } from './latest-positions.ts';
import type { LiveListener } from './watch-node.ts';

/** Of the theatre's state, all that may be published. */
export type LiveSections = Omit<TheatreState, 'theatreId' | 'revision'>;

/** Changes held for pages that come back: a reload or a minute without network, not an hour. */
export const HELD_CHANGES = 500;
/** Vessels in one message, so that no message of a full theatre is longer than some hundred kilobytes. */
const VESSELS_A_MESSAGE = 2000;
const MAX_VESSELS = 250_000;
/**
 * Pages are sent where ships are so often, each ship once as it then stands. A ship reports every two to ten seconds, and a
 * frame for each batch of the core, twenty a second, kept every page busy with drawing.
 */
export const FRAME_EVERY_MS = 1000;

/** Runs something once, after so long. */
export type Later = (run: () => void, afterMs: number) => void;
const afterTime: Later = (run, afterMs) => void setTimeout(run, afterMs).unref();

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type PlainSection = Exclude<keyof LiveSections, 'clock' | 'queue'>;
const PLAIN: readonly PlainSection[] = ['books', 'feeds', 'assets', 'alarms', 'replay', 'actCount'];

export class LiveHub {
  readonly #theatreId: string;
  readonly #listeners = new Set<LiveListener>();
  readonly #positions = new LatestPositions();
  readonly #vessels = new Map<number, AlertVessel>();
  #boot: string;
  #revision = 0;
  #sections: LiveSections;
  /** Each section and each row of the queue as text, to see what is new. */
  #texts = new Map<string, string>();
  #rowTexts = new Map<string, string>();
  #changes: LiveChange[] = [];
  #vesselMessages: readonly LiveMessage[] | undefined;
  readonly #later: Later;
  /** Since the last frame; no more than positions are held. */
  readonly #moved = new Set<number>();
  #isResting = false;

  /** `boot` is another one after each start of the node and after each `reset`. */
  constructor(theatreId: string, boot: string, sections: LiveSections, later: Later = afterTime) {
    this.#later = later;
    this.#theatreId = theatreId;
    this.#boot = boot;
    this.#sections = sections;
    this.#remember(sections);
  }

  get boot(): string {
    return this.#boot;
  }

  get revision(): number {
    return this.#revision;
  }

  get state(): TheatreState {
    return { theatreId: this.#theatreId, revision: this.#revision, ...this.#sections };
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** Vessels of which a position is held. */
  get positionCount(): number {
    return this.#positions.size;
  }

  /**
   * Takes whole sections, as they now stand; those left out stay as they are. Sends one `change` with what differs and gives
   * the revision. Where only the clock differs nothing is sent: it goes out with the next beat.
   */
  publish(sections: Partial<LiveSections>): number {
    const change: Mutable<LiveChange> = { type: 'change', revision: this.#revision + 1 };
    let isNew = false;
    for (const name of PLAIN) {
      const value = sections[name];
      if (value === undefined || value === this.#sections[name] || !this.#isNewText(name, value)) continue;
      Object.assign(change, { [name]: value });
      isNew = true;
    }
    const queue = sections.queue === undefined ? undefined : this.#queueChange(sections.queue);
    if (queue !== undefined) change.queue = queue;
    const { clock } = sections;
    if (clock !== undefined) change.clock = clock;
    this.#sections = { ...this.#sections, ...present(sections) };
    if (!isNew && queue === undefined) return this.#revision;
    this.#revision++;
    this.#changes.push(change);
    if (this.#changes.length > HELD_CHANGES) this.#changes.shift();
    this.#send(change);
    return this.#revision;
  }

  /** Says that the server lives and what time it is for the watch. Each second. */
  beat(clock: LiveSections['clock']): void {
    this.#sections = { ...this.#sections, clock };
    this.#send({ type: 'beat', revision: this.#revision, clock });
  }

  /** Sends on those that are new or another than before. */
  vessels(vessels: readonly AlertVessel[]): void {
    const fresh = vessels.filter((v) => {
      const held = this.#vessels.get(v.mmsi);
      return held !== v && (held === undefined || JSON.stringify(held) !== JSON.stringify(v));
    });
    if (fresh.length === 0) return;
    this.#vesselMessages = undefined;
    for (const vessel of fresh) {
      this.#vessels.delete(vessel.mmsi);
      this.#vessels.set(vessel.mmsi, vessel);
    }
    for (const mmsi of this.#vessels.keys()) {
      if (this.#vessels.size <= MAX_VESSELS) break;
      this.#vessels.delete(mmsi);
    }
    for (const message of inMessages(fresh)) this.#send(message);
  }

  /**
   * Takes a frame of `contract/position-frame.ts`. Sent at once after a rest, else with what else comes within the second. False
   * where it is none.
   */
  positions(frame: ArrayBuffer): boolean {
    if (!this.#positions.merge(frame, this.#moved)) return false;
    if (!this.#isResting) this.#sendMoved();
    return true;
  }

  /** The replay was started over or jumped back: forgets vessels, positions and changes, and tells all. */
  reset(boot: string, sections: LiveSections): void {
    this.#boot = boot;
    this.#revision = 0;
    this.#sections = sections;
    this.#texts.clear();
    this.#rowTexts.clear();
    this.#remember(sections);
    this.#changes = [];
    this.#vessels.clear();
    this.#vesselMessages = undefined;
    this.#positions.clear();
    this.#moved.clear();
    this.#send({ type: 'reset', boot });
    for (const listener of [...this.#listeners]) this.sendWhole(listener);
  }

  /** See `WatchTheatre.subscribe`. */
  subscribe(listener: LiveListener, resume?: { readonly boot: string; readonly since: number }): () => void {
    if (!this.#resume(listener, resume)) listener.message({ type: 'state', boot: this.#boot, state: this.state });
    this.#sendTraffic(listener);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** See `WatchTheatre.sendWhole`. */
  sendWhole(listener: LiveListener): void {
    listener.message({ type: 'state', boot: this.#boot, state: this.state });
    this.#sendTraffic(listener);
  }

  /** Sends the changes after `since`, where all of them are held. */
  #resume(listener: LiveListener, resume: { readonly boot: string; readonly since: number } | undefined): boolean {
    if (resume === undefined || resume.boot !== this.#boot) return false;
    const missed = this.#revision - resume.since;
    if (missed < 0 || missed > this.#changes.length) return false;
    for (const change of this.#changes.slice(this.#changes.length - missed)) listener.message(change);
    listener.message({ type: 'beat', revision: this.#revision, clock: this.#sections.clock });
    return true;
  }

  #sendMoved(): void {
    this.#isResting = this.#moved.size > 0;
    if (!this.#isResting) return;
    const frame = this.#positions.frameOf(this.#moved);
    this.#moved.clear();
    for (const listener of [...this.#listeners]) listener.positions(frame);
    this.#later(() => this.#sendMoved(), FRAME_EVERY_MS);
  }

  #sendTraffic(listener: LiveListener): void {
    this.#vesselMessages ??= inMessages([...this.#vessels.values()]);
    for (const message of this.#vesselMessages) listener.message(message);
    if (this.#positions.size > 0) listener.positions(this.#positions.whole());
  }

  #send(message: LiveMessage): void {
    for (const listener of [...this.#listeners]) listener.message(message);
  }

  #isNewText(name: string, value: unknown): boolean {
    const text = JSON.stringify(value);
    if (this.#texts.get(name) === text) return false;
    this.#texts.set(name, text);
    return true;
  }

  /** What is new in the queue. A page forgets rows that stand neither in the order nor in a fold, so these count as unknown. */
  #queueChange(queue: Queue): Queue | undefined {
    if (queue === this.#sections.queue) return undefined;
    const fresh: QueueRow[] = [];
    const texts = new Map<string, string>();
    const known = new Map(this.#sections.queue.rows.map((row) => [row.alert.id, row]));
    const standing = standingIds(queue);
    for (const row of queue.rows) {
      const { id } = row.alert;
      if (!standing.has(id)) continue;
      const before = this.#rowTexts.get(id);
      const text = before !== undefined && known.get(id) === row ? before : JSON.stringify(row);
      texts.set(id, text);
      if (text !== before) fresh.push(row);
    }
    this.#rowTexts = texts;
    const isNewOrder = this.#isNewText('order', queue.order);
    const isNewFolds = this.#isNewText('folds', queue.folds);
    return fresh.length > 0 || isNewOrder || isNewFolds
      ? { order: queue.order, rows: fresh, folds: queue.folds }
      : undefined;
  }

  #remember(sections: LiveSections): void {
    for (const name of PLAIN) this.#isNewText(name, sections[name] ?? null);
    this.#isNewText('order', sections.queue.order);
    this.#isNewText('folds', sections.queue.folds);
    const standing = standingIds(sections.queue);
    for (const row of sections.queue.rows)
      if (standing.has(row.alert.id)) this.#rowTexts.set(row.alert.id, JSON.stringify(row));
  }
}

function standingIds(queue: Queue): Set<string> {
  return new Set([...queue.order, ...queue.folds.flatMap((f) => f.alertIds)]);
}

function present(sections: Partial<LiveSections>): Partial<LiveSections> {
  return Object.fromEntries(Object.entries(sections).filter(([, value]) => value !== undefined));
}

function inMessages(vessels: readonly AlertVessel[]): LiveMessage[] {
  const messages: LiveMessage[] = [];
  for (let i = 0; i < vessels.length; i += VESSELS_A_MESSAGE)
    messages.push({ type: 'vessels', vessels: vessels.slice(i, i + VESSELS_A_MESSAGE) });
  return messages;
}
