/** One theatre as the pages see it: its state, live stream and acts. Answers to questions are in `theatre-questions.ts`. */

import { iso } from '../alerts/whole-units.ts';
import type { Act, ActRequest } from '../contract/act.ts';
import { MerivahtError } from '../contract/errors.ts';
import type { Feed } from '../contract/feed.ts';
import type { ClockState, ReplayState, TheatreInfo, TheatreState } from '../contract/live.ts';
import type { Officer, ReplayCommand } from '../contract/views.ts';
import { DAY_MS, HOUR_MS } from '../geo/units.ts';
import { LiveHub, type LiveSections } from '../http/live-hub.ts';
import type { LiveListener } from '../http/watch-node.ts';
import type { JournalRecord } from '../pipeline/journal-record.ts';
import { ReplaySettingFile } from '../storage/replay-setting.ts';
import { alarmsOf, type PartnersTrouble } from './alarms.ts';
import type { CoreDone } from './core-messages.ts';
import type { Driver } from './driver.ts';
import type { Partners } from './partners.ts';
import { TheatreFlow } from './theatre-flow.ts';
import type { TheatreSetup } from './theatre-setup.ts';

/** Acts whose ids are remembered, so that a page that asks again gets the same act. */
const MAX_REMEMBERED = 10_000;
const BEAT_MS = 1000;
/** Commands to a replay that wait for one another; a page sends one at a time. */
const MAX_COMMANDS = 10;
/** Raw tracks are personal data of small craft: they are kept so long (design, chapter 9). */
export const DEFAULT_KEEP_DAYS = 30;

/** What an open case holds: nothing from here on goes by age. */
export interface Pin {
  readonly fromSeq: number;
  readonly fromMs: number;
}

export interface NodeTheatreOptions {
  readonly setup: TheatreSetup;
  readonly folder: string;
  readonly driver: Driver;
  readonly boot: string;
  readonly officers: () => Promise<readonly Officer[]>;
  readonly log: (level: 'info' | 'warn' | 'error', what: string, values: Readonly<Record<string, unknown>>) => void;
  readonly onProgress?: (done: number, of: number) => void;
  readonly partners?: Partners;
  /** Why this node, which has a card, is kept without partners. */
  readonly aloneBecause?: PartnersTrouble;
  /** Days of the watch's clock for which records, positions and versions are kept; 30 unless told. */
  readonly keepDays?: number;
  readonly pin?: () => Pin | undefined;
}

export class NodeTheatre {
  readonly #options: NodeTheatreOptions;
  readonly #hub: LiveHub;
  readonly #flow: TheatreFlow;
  readonly #setting: ReplaySettingFile;
  #resets = 0;
  #retainedHour = -1;
  #tickMs = -1;
  #feeds: readonly Feed[] = [];
  readonly #high = new Set<string>();
  readonly #acts = new Map<string, Promise<Act>>();
  #commands: Promise<void> = Promise.resolve();
  #waitingCommands = 0;
  #isRefused = false;
  #isDriving = false;
  #beat: NodeJS.Timeout | undefined;

  private constructor(options: NodeTheatreOptions) {
    this.#options = options;
    this.#flow = new TheatreFlow(options.setup, options.folder, {
      shown: (done) => this.#show(done),
      ...this.#recordings(options),
      stateChanged: () => this.#sayAlarms(),
      failed: (what, error) => options.log('error', `${what} failed`, { message: error.message }),
    });
    this.#setting = new ReplaySettingFile(options.folder);
    this.#hub = new LiveHub(options.setup.info.theatreId, options.boot, this.#nothingYet());
  }

  static async open(options: NodeTheatreOptions): Promise<NodeTheatre> {
    const theatre = new NodeTheatre(options);
    await theatre.#flow.start(options.onProgress);
    try {
      await theatre.#takeUp();
      await theatre.#drive();
    } catch (error) {
      await theatre.#flow.close().catch(() => undefined);
      throw error;
    }
    theatre.#beat = setInterval(() => theatre.#everySecond(), BEAT_MS);
    return theatre;
  }

  get info(): TheatreInfo {
    return this.#options.setup.info;
  }

  get setup(): TheatreSetup {
    return this.#options.setup;
  }

  get flow(): TheatreFlow {
    return this.#flow;
  }

  get state(): TheatreState {
    return this.#hub.state;
  }

  get nowMs(): number {
    return this.#options.driver.nowMs();
  }

  clock(): ClockState {
    return { dataAt: iso(this.nowMs), ...(this.#tickMs < 0 ? {} : { tickAt: iso(this.#tickMs) }) };
  }

  subscribe(listener: LiveListener, resume?: { readonly boot: string; readonly since: number }): () => void {
    return this.#hub.subscribe(listener, resume);
  }

  sendWhole(listener: LiveListener): void {
    this.#hub.sendWhole(listener);
  }

  act(request: ActRequest): Promise<Act> {
    const known = this.#acts.get(request.actId);
    if (known !== undefined) return known;
    const acting = this.#act(request);
    this.#acts.set(request.actId, acting);
    if (this.#acts.size > MAX_REMEMBERED) this.#acts.delete(this.#acts.keys().next().value!);
    // What did not happen may be tried again.
    acting.catch(() => this.#acts.delete(request.actId));
    return acting;
  }

  async replay(command: ReplayCommand): Promise<void> {
    const { driver } = this.#options;
    if (driver.command === undefined) throw new MerivahtError('MV-NOT-A-REPLAY', `${this.info.theatreId} is live`);
    if (this.#waitingCommands >= MAX_COMMANDS)
      throw new MerivahtError('MV-BUSY', `${MAX_COMMANDS} commands to the replay wait`);
    this.#waitingCommands++;
    // One after the other: a replay that is being started over cannot be started over.
    const done = this.#commands.then(() => driver.command!(command));
    this.#commands = done
      .catch(() => undefined)
      .then(() => {
        this.#waitingCommands--;
      });
    await done;
    // Answered when it is on disk: a replay that was paused stays so, whatever happens to the process.
    await this.#keepSetting();
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    await this.#options.driver.stop();
    await this.#setting.settle();
    await this.#flow.close();
  }

  async #act({ actId, officer: officerId, body }: ActRequest): Promise<Act> {
    const officer = (await this.#options.officers()).find((o) => o.officerId === officerId);
    if (officer === undefined) throw new MerivahtError('MV-OFFICER-UNKNOWN', `no officer ${officerId}`);
    if (officer.observer) throw new MerivahtError('MV-OFFICER-OBSERVES', `${officer.name} is an observer`);
    // Asked again after a restart: what was kept is the answer.
    const kept = await this.#flow.keeper.act(actId);
    if (kept !== undefined) return kept;
    const nowMs = this.nowMs;
    const act: Act = {
      schema: 'merivaht.act/1',
      actId,
      officer: officerId,
      officerName: officer.name,
      theatreId: this.info.theatreId,
      at: iso(Date.now()),
      dataAt: iso(nowMs),
      body,
    };
    if (
      (body.kind === 'feed-cut' || body.kind === 'feed-restored') &&
      !this.#feeds.some((f) => f.feedId === body.feedId)
    )
      throw new MerivahtError('MV-ACT-REFUSED', `there is no feed ${body.feedId}`);
    const done = await this.#flow.submitAct(act, nowMs);
    if (body.kind === 'feed-cut') this.#options.driver.cut(body.feedId);
    if (body.kind === 'feed-restored') this.#options.driver.restore(body.feedId);
    return done;
  }

  async #takeUp(): Promise<void> {
    const { driver } = this.#options;
    if (driver.takeUp === undefined) return;
    const setting = await this.#setting.read();
    if (setting !== undefined) driver.takeUp(setting);
  }

  #replayChanged(replay: ReplayState): void {
    this.#hub.publish({ replay });
    this.#keepSetting().catch((error: Error) =>
      this.#options.log('error', 'the setting of the replay is not kept', { message: error.message }),
    );
  }

  async #keepSetting(): Promise<void> {
    const { replay } = this.#options.driver;
    // While it is being reset its folder goes and comes again; it is told anew when it starts.
    if (replay !== undefined && this.#isDriving) await this.#setting.keep(replay);
  }

  async #drive(): Promise<void> {
    const { sources, clockMs } = await this.#flow.position();
    this.#isDriving = true;
    this.#options.driver.start(
      {
        submit: (record: JournalRecord) => this.#submit(record),
        load: () => this.#flow.load(),
        replayChanged: (replay) => this.#replayChanged(replay),
        reset: (toMs) => this.#reset(toMs),
      },
      sources,
      clockMs,
    );
    // What a restart told was told by a driver that did not know yet where it is.
    this.#hub.publish({ clock: this.clock() });
    // One that was high before a restart has slowed the replay down before.
    if (this.#high.size > 0) this.#options.driver.becameHigh();
  }

  #recordings({ partners, setup }: NodeTheatreOptions) {
    if (partners === undefined) return {};
    return {
      changed: (changes: CoreDone['changes']) => partners.record(setup.info.theatreId, changes),
      recorded: () => partners.recorded(),
    };
  }

  /** Called by timers and sockets: what the journal refuses for good must not end the process, which still says so. */
  #submit(record: JournalRecord): void {
    try {
      this.#flow.submit(record);
      this.#isRefused = false;
    } catch (error) {
      if (!(error instanceof MerivahtError)) throw error;
      if (!this.#isRefused) this.#options.log('error', 'the journal takes no records', { message: error.message });
      this.#isRefused = true;
    }
  }

  /** A replay goes back: all that was judged after is forgotten, acts too. */
  async #reset(toMs: number): Promise<void> {
    const { driver, boot } = this.#options;
    await driver.stop();
    this.#isDriving = false;
    await this.#setting.settle();
    this.#acts.clear();
    this.#high.clear();
    this.#tickMs = -1;
    this.#hub.reset(`${boot}-${++this.#resets}`, this.#nothingYet());
    await this.#flow.forget();
    await this.#options.partners?.forgetTheatre(this.info.theatreId);
    driver.seekTo?.(toMs);
    await this.#drive();
  }

  #show(done: CoreDone): void {
    const { sections } = done;
    this.#tickMs = sections.tickMs;
    if (sections.feeds !== undefined)
      this.#feeds = sections.feeds.map((f) => ({ ...f, dropped: this.#options.driver.dropped(f.feedId) }));
    if (done.vessels.length > 0) {
      this.#hub.vessels(done.vessels);
      this.#options.partners?.meet(this.info.theatreId, done.vessels);
    }
    this.#hub.publish({
      clock: this.clock(),
      feeds: [...this.#feeds],
      actCount: sections.actCount,
      alarms: this.#alarms(),
      ...(sections.queue === undefined ? {} : { queue: sections.queue }),
      ...(sections.books === undefined ? {} : { books: sections.books }),
      ...(sections.assets === undefined ? {} : { assets: [...sections.assets] }),
    });
    if (done.positions !== undefined) this.#hub.positions(done.positions);
    for (const row of sections.queue?.rows ?? [])
      if (row.alert.severity === 'high' && !this.#high.has(row.alert.id)) {
        this.#high.add(row.alert.id);
        // Not while a restart tells of what was: the driver does not run yet.
        if (this.#isDriving) this.#options.driver.becameHigh();
      }
  }

  /** What is over age goes once an hour of the watch's clock. */
  #retain(): void {
    const hour = Math.floor(this.nowMs / HOUR_MS);
    if (hour === this.#retainedHour) return;
    this.#retainedHour = hour;
    const { keepDays = DEFAULT_KEEP_DAYS, pin, log } = this.#options;
    const pinned = pin?.();
    const overAgeMs = this.nowMs - keepDays * DAY_MS;
    // A replay that is started over closes them meanwhile: what was not done comes with the next hour.
    this.#flow.archive
      .retention(Math.min(overAgeMs, pinned?.fromMs ?? overAgeMs))
      .catch((error: Error) => log('error', 'archive failed', { message: error.message }));
    this.#flow.keeper
      .retain({ beforeMs: overAgeMs, pinnedFromSeq: pinned?.fromSeq })
      .catch((error: Error) => log('error', 'retention failed', { message: error.message }));
  }

  #everySecond(): void {
    this.#retain();
    this.#flow.mend();
    this.#sayAlarms();
    this.#hub.beat(this.clock());
  }

  #nothingYet(): LiveSections {
    const { driver } = this.#options;
    return {
      clock: this.clock(),
      queue: { order: [], rows: [], folds: [] },
      books: { units: [], contacts: [], works: [] },
      feeds: [],
      assets: [],
      alarms: [],
      actCount: 0,
      ...(driver.replay === undefined ? {} : { replay: driver.replay }),
    };
  }

  #alarms(): TheatreState['alarms'] {
    return alarmsOf({
      nowMs: Date.now(),
      journal: this.#flow.keeper.state,
      coreBehind: this.#flow.load().coreBehind,
      feeds: this.#feeds,
      troubles: this.#flow.troubles(),
      partners: this.#partnersTrouble(),
      known: this.#hub.state.alarms,
    });
  }

  #partnersTrouble(): PartnersTrouble | undefined {
    const { partners, aloneBecause } = this.#options;
    const message = partners?.trouble;
    return message === undefined ? aloneBecause : { kind: 'failed', message };
  }

  #sayAlarms(): void {
    this.#hub.publish({ alarms: this.#alarms() });
  }
}
