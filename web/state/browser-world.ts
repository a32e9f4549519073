/** The browser as the live store sees it. */
import type { LiveWorld } from './live-store.ts';

export const browserWorld: LiveWorld = {
  openSocket: (path, events) => {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}${path}`);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === 'string') events.text(data);
      else events.bytes(data);
    };
    socket.onclose = () => events.closed();
    return { close: () => socket.close() };
  },
  nowMs: () => Date.now(),
  every: (everyMs, run) => {
    const timer = setInterval(run, everyMs);
    return () => clearInterval(timer);
  },
};
