/** Datagrams from receivers. UDP cannot be asked to wait: what cannot be taken is dropped and counted. */
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { BackOff } from './back-off.ts';
import type { Transport, TransportEvents } from './live-transport.ts';
import { troubleWords } from './socket-words.ts';
import type { Timers } from './timers.ts';

/** A datagram of sentences fits an Ethernet frame; JSON is longer. */
export const MAX_DATAGRAM_BYTES = 16 * 1024;
/** Bursts wait in the system's buffer; it gives less where its own bound is lower. */
const SYSTEM_BUFFER_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;

export interface UdpOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly random: () => number;
  readonly timers: Timers;
}

export class Udp implements Transport {
  dropped = 0;
  readonly refused = 0;
  readonly #options: UdpOptions;
  readonly #backOff: BackOff;
  #socket: Socket | undefined;
  #port: number | undefined;
  #isPaused = false;
  #callOff: () => void = () => undefined;

  constructor(options: UdpOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.random);
  }

  /** Where it listens; undefined while it does not. */
  get port(): number | undefined {
    return this.#port;
  }

  open(events: TransportEvents): void {
    const { host, port, timers } = this.#options;
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    this.#socket = socket;
    socket.on('listening', () => {
      this.#port = socket.address().port;
      this.#backOff.reset();
      enlargeBuffer(socket);
      events.up(`listening on ${host}:${this.#port}`);
    });
    socket.on('message', (datagram) => this.#take(datagram, events));
    socket.on('error', (error) => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#port = undefined;
      socket.close();
      this.#callOff = timers.after(this.#backOff.nextMs(), () => this.open(events));
      events.down(`${host}:${port}: ${troubleWords(error)}; it is tried again`);
    });
    socket.bind(port, host);
  }

  async close(): Promise<void> {
    this.#callOff();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#port = undefined;
    if (socket !== undefined) await new Promise<void>((resolve) => socket.close(() => resolve()));
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
  }

  #take(datagram: Uint8Array, events: TransportEvents): void {
    if (datagram.length === 0) return;
    if (this.#isPaused || datagram.length > MAX_DATAGRAM_BYTES) {
      this.dropped++;
      return;
    }
    if (datagram[datagram.length - 1] === NEWLINE) return events.bytes(datagram);
    const line = new Uint8Array(datagram.length + 1);
    line.set(datagram);
    line[datagram.length] = NEWLINE;
    events.bytes(line);
  }
}

function enlargeBuffer(socket: Socket): void {
  try {
    socket.setRecvBufferSize(SYSTEM_BUFFER_BYTES);
  } catch {
    // A smaller buffer works too: it only loses more in a burst.
  }
}
