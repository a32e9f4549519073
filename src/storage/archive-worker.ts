/** The archive's thread: answers what `archive-keeper.ts` asks, in the order the engine's locks give. */
import { parentPort, workerData } from 'node:worker_threads';
import { MerivahtError } from '../contract/errors.ts';
import { assert } from '../lib/assert.ts';
import { ArchiveEngine, type ArchiveOptions } from './archive-engine.ts';
import type { ArchiveReply, ArchiveRequest } from './archive-messages.ts';

const port = parentPort;
assert(port !== null, 'archive-worker.ts runs in a worker thread');

function say(reply: ArchiveReply): void {
  port!.postMessage(reply);
}

async function answer(engine: ArchiveEngine, request: ArchiveRequest): Promise<void> {
  try {
    const method = engine[request.call] as (...args: unknown[]) => Promise<unknown>;
    const value = await method.apply(engine, request.args);
    say({ id: request.id, value, counters: engine.counters });
  } catch (error) {
    const code = error instanceof MerivahtError ? error.code : 'MV-ARCHIVE-FAILED';
    const text = error instanceof Error ? error.message : String(error);
    say({ id: request.id, error: text, code, counters: engine.counters });
  }
  if (request.call === 'close') port!.close();
}

try {
  const engine = await ArchiveEngine.open(workerData as ArchiveOptions);
  port.on('message', (request: ArchiveRequest) => void answer(engine, request));
  say({ opened: true, counters: engine.counters });
} catch (error) {
  say({ opened: false, error: error instanceof Error ? error.message : String(error) });
  port.close();
}
