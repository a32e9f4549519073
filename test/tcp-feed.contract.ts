/** A receiver for tests: a TCP port that whoever connects hears sentences from, sent when the test says so. */
import { createServer, type Server, type Socket } from 'node:net';
import { encodeMessage } from '../src/ais/encode-message.ts';
import { aivdmSentences } from '../src/ais/encode-sentence.ts';

export interface FeedShip {
  readonly mmsi: number;
  readonly lon: number;
  readonly lat: number;
  readonly speedKn: number;
  readonly courseDeg: number;
}

export class TcpFeed {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly address: string;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.address = `tcp://127.0.0.1:${port}`;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => this.#sockets.delete(socket));
    });
  }

  static async listen(): Promise<TcpFeed> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TcpFeed(server, (server.address() as { port: number }).port);
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** To all that are connected; whether any was. */
  send(text: string): boolean {
    for (const socket of this.#sockets) socket.write(text, 'latin1');
    return this.#sockets.size > 0;
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.hangUp();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

/** A position report; `atS` puts the time of a tag block before it, else it has none. */
export function positionSentence({ mmsi, lon, lat, speedKn, courseDeg }: FeedShip, atS?: number): string {
  const heading = Math.round(courseDeg) % 360;
  const payload = encodeMessage(1, { mmsi, lon, lat, speed: speedKn, course: courseDeg, heading });
  const tag = atS === undefined ? {} : { tag: `c:${atS}` };
  return `${aivdmSentences(payload, { channel: 'A', sequence: 0, ...tag }).join('\r\n')}\r\n`;
}
