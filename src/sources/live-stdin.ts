/** Standard input as a source: a pipe from another program. It ends when that program ends. */
import type { Readable } from 'node:stream';
import type { Transport, TransportEvents } from './live-transport.ts';
import { troubleWords } from './socket-words.ts';

export class Stdin implements Transport {
  readonly dropped = 0;
  readonly refused = 0;
  readonly #stream: Readable;
  #events: TransportEvents | undefined;
  #isListening = false;
  #isPaused = false;

  constructor(stream: Readable) {
    this.#stream = stream;
  }

  open(events: TransportEvents): void {
    this.#events = events;
    if (this.#stream.readableEnded) return events.ended('standard input is at its end');
    events.up('reading standard input');
    if (!this.#isListening) this.#listen();
    if (this.#isPaused) this.#stream.pause();
  }

  async close(why: 'cut' | 'stop'): Promise<void> {
    this.#events = undefined;
    // Else the process would wait for more.
    if (why === 'stop') this.#stream.destroy();
    else this.#stream.resume();
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    if (!this.#isListening) return;
    if (isPaused && this.#events !== undefined) this.#stream.pause();
    else this.#stream.resume();
  }

  #listen(): void {
    this.#isListening = true;
    // While it is cut, bytes are read and left out: a pipe that stands still would come back with old news.
    this.#stream.on('data', (bytes: Uint8Array) => this.#events?.bytes(bytes));
    this.#stream.on('end', () => this.#events?.ended('standard input is at its end'));
    this.#stream.on('error', (error) => this.#events?.ended(`standard input: ${troubleWords(error)}`));
  }
}
