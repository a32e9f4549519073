/**
 * One page's end of the live stream. A page that takes its bytes slowly gets nothing queued: beyond a bound it is behind,
 * what comes meanwhile passes it by, and when its socket has drained it is given the latest state whole.
 */
import type { LiveMessage } from '../contract/live.ts';
import type { LiveListener } from './watch-node.ts';

/** Of a `ws` socket, what is needed here. */
export interface StreamSocket {
  readonly bufferedAmount: number;
  send(data: string | ArrayBuffer, written: (error?: Error | null) => void): void;
}

export interface SlowPage {
  fellBehind(): void;
  /** Gives the listener the latest state whole. */
  sendWhole(listener: LiveListener): void;
}

/** Some seconds of a busy theatre, many for any network; at the bound of streams it is 400 MB in the worst case. */
export const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
const DRAINED_BYTES = 64 * 1024;

/** The same message goes to every page: it becomes text once. */
const texts = new WeakMap<LiveMessage, string>();

function textOf(message: LiveMessage): string {
  const held = texts.get(message);
  if (held !== undefined) return held;
  const text = JSON.stringify(message);
  texts.set(message, text);
  return text;
}

export class PageStream implements LiveListener {
  readonly #socket: StreamSocket;
  readonly #slow: SlowPage;
  #isBehind = false;
  /** While a whole is handed over, which may be longer than the bound, nothing is left out of it. */
  #isWhole = true;

  constructor(socket: StreamSocket, slow: SlowPage) {
    this.#socket = socket;
    this.#slow = slow;
  }

  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** The first whole was handed over; from now on the bound counts. */
  began(): void {
    this.#isWhole = false;
  }

  message(message: LiveMessage): void {
    if (this.#mayTake()) this.#send(textOf(message));
  }

  positions(frame: ArrayBuffer): void {
    if (this.#mayTake()) this.#send(frame);
  }

  #mayTake(): boolean {
    if (this.#isWhole) return true;
    if (!this.#isBehind && this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.#isBehind = true;
      this.#slow.fellBehind();
    }
    return !this.#isBehind;
  }

  #send(data: string | ArrayBuffer): void {
    this.#socket.send(data, (error) => {
      if (error === undefined || error === null) this.#written();
    });
  }

  /** While a page is behind, sends are under way, so that one of them ends when it has drained. */
  #written(): void {
    if (!this.#isBehind || this.#isWhole || this.#socket.bufferedAmount > DRAINED_BYTES) return;
    this.#isBehind = false;
    this.#isWhole = true;
    this.#slow.sendWhole(this);
    this.#isWhole = false;
  }
}
