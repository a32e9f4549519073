/** A connection to a receiver or to gpsd that is made again whenever it is lost. */
import { createConnection, type Socket } from 'node:net';
import { BackOff } from './back-off.ts';
import { LineCutter } from './line-cutter.ts';
import type { Transport, TransportEvents } from './live-transport.ts';
import { troubleWords } from './socket-words.ts';
import type { Timers } from './timers.ts';

const CONNECT_WITHIN_MS = 10_000;
/** A peer that vanished without a word is noticed within about half a minute: Node then asks each second, ten times. */
const KEEP_ALIVE_MS = 15_000;
/** No receiver sends so much without an end of line. */
export const MAX_BYTES_WITHOUT_LINE = 1024 * 1024;
/** https://gpsd.io/gpsd_json.html: NMEA as it was received; AIS sentences come through unchanged but without tag blocks. */
const GPSD_WATCH = '?WATCH={"enable":true,"nmea":true}\n';
const NEWLINE = 10;

export interface TcpClientOptions {
  readonly host: string;
  readonly port: number;
  readonly speaks: 'plain' | 'gpsd';
  readonly random: () => number;
  readonly timers: Timers;
}

export class TcpClient implements Transport {
  dropped = 0;
  readonly refused = 0;
  readonly #options: TcpClientOptions;
  readonly #backOff: BackOff;
  #socket: Socket | undefined;
  #isPaused = false;
  #callOff: () => void = () => undefined;

  constructor(options: TcpClientOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.random);
  }

  open(events: TransportEvents): void {
    this.#backOff.reset();
    this.#connect(events);
  }

  async close(): Promise<void> {
    this.#callOff();
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined || socket.destroyed) return;
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.destroy();
    });
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    if (isPaused) this.#socket?.pause();
    else this.#socket?.resume();
  }

  #connect(events: TransportEvents): void {
    const { host, port, speaks, timers } = this.#options;
    const socket = createConnection({ host, port, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
    const where = `${host}:${port}`;
    this.#socket = socket;
    let trouble = 'the other side closed the connection';
    this.#callOff = timers.after(CONNECT_WITHIN_MS, () => socket.destroy(new Error('it does not answer')));
    socket.on('connect', () => {
      this.#callOff();
      if (speaks === 'gpsd') socket.write(GPSD_WATCH);
      if (this.#isPaused) socket.pause();
      events.up(`connected to ${where}`);
    });
    const take = this.#taker(socket, events);
    socket.on('data', take);
    socket.on('error', (error) => {
      trouble = troubleWords(error);
    });
    socket.on('close', () => {
      this.#callOff();
      // Closed by us: nothing to say, nothing to try.
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#callOff = timers.after(this.#backOff.nextMs(), () => this.#connect(events));
      events.down(`${where}: ${trouble}; it is tried again`);
    });
  }

  #taker(socket: Socket, events: TransportEvents): (bytes: Uint8Array) => void {
    let withoutLine = 0;
    const give = this.#options.speaks === 'gpsd' ? this.#gpsdLines(events) : (b: Uint8Array) => events.bytes(b);
    return (bytes) => {
      const last = bytes.lastIndexOf(NEWLINE);
      withoutLine = last < 0 ? withoutLine + bytes.length : bytes.length - last - 1;
      // Whole lines are a sign of health; a port that opens and closes, or sends something else, is not.
      if (last >= 0) this.#backOff.reset();
      give(bytes);
      if (withoutLine > MAX_BYTES_WITHOUT_LINE) socket.destroy(new Error('what it sends has no lines'));
    };
  }

  /** gpsd speaks JSON of its own between the sentences: that is no traffic. */
  #gpsdLines(events: TransportEvents): (bytes: Uint8Array) => void {
    const cutter = new LineCutter(
      (lines) => events.bytes(withoutJson(lines)),
      () => {
        this.dropped++;
      },
    );
    return (bytes) => cutter.push(bytes);
  }
}

/** The lines that begin as NMEA does: `!`, `$`, or a tag block. */
export function withoutJson(lines: Uint8Array): Uint8Array {
  const out = new Uint8Array(lines.length);
  let length = 0;
  for (let at = 0; at < lines.length; ) {
    const newline = lines.indexOf(NEWLINE, at);
    const end = newline < 0 ? lines.length : newline + 1;
    if (lines[at] === 33 || lines[at] === 36 || lines[at] === 92) {
      out.set(lines.subarray(at, end), length);
      length += end - at;
    }
    at = end;
  }
  return out.slice(0, length);
}
