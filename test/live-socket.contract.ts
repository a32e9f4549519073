/** A page's end of the live stream over a real socket, for tests: what it heard, as `LivePage` understands it. */
import { once } from 'node:events';
import WebSocket from 'ws';
import type { LiveMessage } from '../src/contract/live.ts';
import { LivePage } from '../src/http/live-page.contract.ts';

export interface LiveSocket {
  readonly page: LivePage;
  /** The first message that was none. */
  readonly trouble: () => unknown;
  close(): void;
}

export async function openLive(theatreUrl: string): Promise<LiveSocket> {
  const page = new LivePage();
  const socket = new WebSocket(`${theatreUrl.replace('http', 'ws')}/live`);
  socket.binaryType = 'arraybuffer';
  let trouble: unknown;
  socket.on('message', (data: ArrayBuffer | Buffer, isBinary: boolean) => {
    try {
      if (isBinary) page.positions(data as ArrayBuffer);
      else page.message(JSON.parse(Buffer.from(data as ArrayBuffer).toString('utf8')) as LiveMessage);
    } catch (error) {
      trouble ??= error;
    }
  });
  await once(socket, 'open');
  socket.on('error', (error) => {
    trouble ??= error;
  });
  return { page, trouble: () => trouble, close: () => socket.terminate() };
}
