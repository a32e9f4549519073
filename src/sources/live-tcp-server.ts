/** A port to which receivers connect and send. Their lines never mix: each goes on as a whole. */
import { createServer, type Server, type Socket } from 'node:net';
import { BackOff } from './back-off.ts';
import { LineCutter } from './line-cutter.ts';
import type { Transport, TransportEvents } from './live-transport.ts';
import { troubleWords } from './socket-words.ts';
import type { Timers } from './timers.ts';

export const DEFAULT_CLIENTS = 64;
const KEEP_ALIVE_MS = 15_000;

export interface TcpServerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly maxClients: number;
  readonly random: () => number;
  readonly timers: Timers;
}

export class TcpServer implements Transport {
  dropped = 0;
  refused = 0;
  readonly #options: TcpServerOptions;
  readonly #backOff: BackOff;
  readonly #clients = new Set<Socket>();
  #server: Server | undefined;
  #isPaused = false;
  #callOff: () => void = () => undefined;

  constructor(options: TcpServerOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.random);
  }

  /** Where it listens; undefined while it does not. */
  get port(): number | undefined {
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? address.port : undefined;
  }

  get clients(): number {
    return this.#clients.size;
  }

  open(events: TransportEvents): void {
    const { host, port, timers } = this.#options;
    const server = createServer({ keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }, (socket) =>
      this.#client(socket, events),
    );
    this.#server = server;
    server.on('listening', () => {
      this.#backOff.reset();
      events.up(`listening on ${host}:${this.port}`);
    });
    server.on('error', (error) => {
      if (this.#server !== server) return;
      this.#server = undefined;
      this.#callOff = timers.after(this.#backOff.nextMs(), () => this.open(events));
      events.down(`${host}:${port}: ${troubleWords(error)}; it is tried again`);
    });
    server.listen(port, host);
  }

  async close(): Promise<void> {
    this.#callOff();
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#clients) socket.destroy();
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    for (const socket of this.#clients)
      if (isPaused) socket.pause();
      else socket.resume();
  }

  #client(socket: Socket, events: TransportEvents): void {
    // It goes by 'close'; why it went is the client's own business.
    socket.on('error', () => undefined);
    if (this.#clients.size >= this.#options.maxClients) {
      this.refused++;
      socket.destroy();
      return;
    }
    this.#clients.add(socket);
    const cutter = new LineCutter(
      (lines) => events.bytes(lines),
      () => {
        this.dropped++;
        // No receiver sends such a line; a connection that does is taken from nobody.
        socket.destroy();
      },
    );
    socket.on('data', (bytes) => cutter.push(bytes));
    socket.on('close', () => {
      this.#clients.delete(socket);
      cutter.end();
    });
    if (this.#isPaused) socket.pause();
  }
}
