/**
 * A file that another program appends to. It is looked at again and again, because no system tells reliably of every change:
 * what was appended is read; a file that was replaced (rotated) is read to its end, then the new one from its beginning; one
 * that became shorter is read anew. What cannot be seen: a file that was emptied and grew longer than before between two looks.
 */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { endOfFirstLine } from '../readers/csv-reader.ts';
import type { Transport, TransportEvents } from './live-transport.ts';
import { troubleWords } from './socket-words.ts';
import type { Timers } from './timers.ts';

export const LOOK_EVERY_MS = 250;
const READ_BYTES = 64 * 1024;

export interface GrowingFileOptions {
  readonly path: string;
  /** Where the first reading begins. After a cut it always goes on at the end. */
  readonly from: 'start' | 'end';
  /** Of a CSV that is read from its end, the header line is read first: no row can be read without it. */
  readonly format?: string;
  readonly timers: Timers;
}

export class GrowingFile implements Transport {
  readonly dropped = 0;
  readonly refused = 0;
  readonly #options: GrowingFileOptions;
  readonly #buffer = Buffer.alloc(READ_BYTES);
  #from: 'start' | 'end';
  #file: FileHandle | undefined;
  #position = 0;
  #isOpen = false;
  #isPaused = false;
  #looking: Promise<void> = Promise.resolve();
  #callOff: () => void = () => undefined;

  constructor(options: GrowingFileOptions) {
    this.#options = options;
    this.#from = options.from;
  }

  open(events: TransportEvents): void {
    this.#isOpen = true;
    this.#look(events);
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#callOff();
    await this.#looking;
    await this.#file?.close();
    this.#file = undefined;
    this.#from = 'end';
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
  }

  #look(events: TransportEvents): void {
    this.#looking = this.#lookOnce(events)
      .catch((error: unknown) => events.down(`${this.#options.path}: ${troubleWords(error)}; it is looked for again`))
      .then(() => {
        if (this.#isOpen) this.#callOff = this.#options.timers.after(LOOK_EVERY_MS, () => this.#look(events));
      });
  }

  async #lookOnce(events: TransportEvents): Promise<void> {
    if (this.#isPaused) return;
    this.#file ??= await this.#begin(events);
    await this.#readOn(this.#file, events);
    if (this.#isPaused || !this.#isOpen) return;
    const own = await this.#file.stat();
    if (own.size < this.#position) {
      this.#position = 0;
      events.up('the file became shorter: it is read from its beginning');
      return this.#readOn(this.#file, events);
    }
    const named = await stat(this.#options.path).catch(ifAbsent);
    // Removed, and no new one yet: what the writer still appends to the old one is read.
    if (named === undefined || (named.ino === own.ino && named.dev === own.dev)) return;
    // Appended between the last read and the exchange.
    await this.#readOn(this.#file, events);
    await this.#file.close();
    this.#file = undefined;
    this.#from = 'start';
    this.#file = await this.#begin(events);
    await this.#readOn(this.#file, events);
  }

  async #begin(events: TransportEvents): Promise<FileHandle> {
    const from = this.#from;
    // A file that appears later is new as a whole.
    this.#from = 'start';
    const file = await open(this.#options.path, 'r');
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) throw new Error('it is a directory');
      this.#position = from === 'end' ? stats.size : 0;
    } catch (error) {
      await file.close();
      throw error;
    }
    events.up(`reading from its ${from === 'end' ? 'end' : 'beginning'}`);
    if (from === 'end' && this.#options.format?.startsWith('csv')) {
      const header = await headerOf(file, this.#position);
      if (header !== undefined) events.bytes(header);
    }
    return file;
  }

  async #readOn(file: FileHandle, events: TransportEvents): Promise<void> {
    while (this.#isOpen && !this.#isPaused) {
      const { bytesRead } = await file.read(this.#buffer, 0, READ_BYTES, this.#position);
      if (bytesRead === 0) return;
      this.#position += bytesRead;
      events.bytes(Uint8Array.prototype.slice.call(this.#buffer, 0, bytesRead));
    }
  }
}

/** None where the first line is longer than any header, or not ended: then it is read as what is appended. */
async function headerOf(file: FileHandle, size: number): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(Math.min(READ_BYTES, size));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
  const end = endOfFirstLine(bytes.subarray(0, bytesRead));
  return end < 0 ? undefined : bytes.slice(0, end + 1);
}

function ifAbsent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
