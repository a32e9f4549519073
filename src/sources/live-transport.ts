/** What all live sources share: start, stop, cut and restore around one way of getting bytes. A way knows nothing of officers. */
import type { LiveEvents, LiveIdentity, LiveSource, LiveState } from './live-source.ts';

export interface TransportEvents {
  bytes(bytes: Uint8Array): void;
  up(because: string): void;
  down(because: string): void;
  ended(because: string): void;
}

/** A way of getting bytes. It may be opened again after it was closed. */
export interface Transport {
  readonly dropped: number;
  readonly refused: number;
  open(events: TransportEvents): void;
  /** `cut`: it may be opened again; `stop`: it will not. */
  close(why: 'cut' | 'stop'): Promise<void>;
  setPaused(isPaused: boolean): void;
}

export class TransportSource implements LiveSource {
  readonly feedId: LiveIdentity['feedId'];
  readonly kind: LiveIdentity['kind'];
  readonly address: LiveIdentity['address'];
  readonly format: LiveIdentity['format'];
  readonly timesFrom: LiveIdentity['timesFrom'];
  readonly #transport: Transport;
  #events: LiveEvents | undefined;
  /** Another one after each opening and closing: what an earlier one still says is not passed on. */
  #epoch = 0;
  #isCut = false;
  #isStopped = false;
  #closing: Promise<void> = Promise.resolve();
  #isClosing = false;
  #said: { readonly state: LiveState; readonly because: string } | undefined;

  constructor({ feedId, kind, address, format, timesFrom }: LiveIdentity, transport: Transport) {
    this.feedId = feedId;
    this.kind = kind;
    this.address = address;
    this.format = format;
    this.timesFrom = timesFrom;
    this.#transport = transport;
  }

  get dropped(): number {
    return this.#transport.dropped;
  }

  get refused(): number {
    return this.#transport.refused;
  }

  start(events: LiveEvents): void {
    this.#events = events;
    this.#open();
  }

  async stop(): Promise<void> {
    if (!this.#isStopped) {
      this.#isStopped = true;
      this.#close('stop');
    }
    await this.#closing;
  }

  cut(): void {
    if (this.#isCut || this.#isStopped) return;
    this.#isCut = true;
    this.#close('cut');
    this.#say('cut', 'an officer took it out');
  }

  restore(): void {
    if (!this.#isCut || this.#isStopped) return;
    this.#isCut = false;
    this.#say('restored', 'an officer put it back');
    this.#open();
  }

  setPaused(isPaused: boolean): void {
    this.#transport.setPaused(isPaused);
  }

  #open(): void {
    const epoch = ++this.#epoch;
    const isNow = (): boolean => epoch === this.#epoch;
    const events: TransportEvents = {
      bytes: (bytes) => {
        if (isNow() && bytes.length > 0) this.#events!.chunk(bytes);
      },
      up: (because) => {
        if (isNow()) this.#say('up', because);
      },
      // Each failed try to connect says the same: once is enough for the journal.
      down: (because) => {
        if (isNow() && !(this.#said?.state === 'down' && this.#said.because === because)) this.#say('down', because);
      },
      ended: (because) => {
        if (isNow()) this.#say('ended', because);
      },
    };
    if (!this.#isClosing) return this.#transport.open(events);
    // A port or file must be free before it is taken again.
    void this.#closing.then(() => {
      if (isNow()) this.#transport.open(events);
    });
  }

  #close(why: 'cut' | 'stop'): void {
    this.#epoch++;
    this.#isClosing = true;
    this.#closing = this.#closing
      .then(() => this.#transport.close(why))
      .then(() => {
        this.#isClosing = false;
      });
  }

  #say(state: LiveState, because: string): void {
    this.#said = { state, because };
    this.#events!.state(state, because);
  }
}
