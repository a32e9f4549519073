/**
 * Compressed bytes to plain ones, by magic number: gzip and zstd, any number of members or frames. What could be read of a
 * cut or damaged input is given first; then the trouble is told. Bad bytes never throw.
 */
import { createGunzip, createZstdDecompress } from 'node:zlib';

export type UnpackTrouble = 'input-truncated' | 'input-corrupt';

const MAGIC_LENGTH = 4;
type Engine = ReturnType<typeof createGunzip> | ReturnType<typeof createZstdDecompress>;

/** Plain bytes of what may be packed. Errors of `chunks` themselves are thrown. */
export async function* unpack(
  chunks: AsyncGenerator<Uint8Array>,
  onTrouble: (what: UnpackTrouble) => void,
): AsyncGenerator<Uint8Array> {
  const head: Uint8Array[] = [];
  let length = 0;
  while (length < MAGIC_LENGTH) {
    const next = await chunks.next();
    if (next.done === true) break;
    head.push(next.value);
    length += next.value.length;
  }
  const feeder = new Feeder(Buffer.concat(head), chunks);
  const makeEngine = engineFor(feeder.next);
  if (makeEngine === undefined) {
    yield* feeder.rest();
    return;
  }
  // Node's gunzip goes through all members by itself; its zstd stops after each frame.
  while (feeder.next.length > 0 && (yield* throughEngine(makeEngine(), feeder, onTrouble)));
}

/** RFC 1952 section 2.3.1; RFC 8878 section 3.1.1. */
function engineFor(magic: Uint8Array): (() => Engine) | undefined {
  if (magic[0] === 0x1f && magic[1] === 0x8b) return () => createGunzip();
  const isZstd = magic[0] === 0x28 && magic[1] === 0xb5 && magic[2] === 0x2f && magic[3] === 0xfd;
  return isZstd ? () => createZstdDecompress() : undefined;
}

/** One engine's life. True when it ended well, so that another frame may follow. */
async function* throughEngine(
  engine: Engine,
  feeder: Feeder,
  onTrouble: (what: UnpackTrouble) => void,
): AsyncGenerator<Uint8Array, boolean> {
  const feeding = feeder.feed(engine);
  let hasEnded = false;
  try {
    for await (const bytes of engine as AsyncIterable<Buffer>) yield bytes;
    hasEnded = true;
  } catch (error) {
    onTrouble(troubleOf(error));
  } finally {
    engine.destroy();
    await feeding;
  }
  return hasEnded;
}

/** Node says Z_BUF_ERROR ("unexpected end of file") for what is cut, and Z_DATA_ERROR or ZSTD_error_... for what is damaged. */
function troubleOf(error: unknown): UnpackTrouble {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'Z_BUF_ERROR') return 'input-truncated';
  if (/^Z_|^ZSTD/i.test(code)) return 'input-corrupt';
  throw error;
}

/** Gives an engine one chunk at a time and keeps what it did not take. */
class Feeder {
  /** Bytes read and not yet taken by an engine. */
  next: Uint8Array;
  readonly #chunks: AsyncGenerator<Uint8Array>;

  constructor(head: Uint8Array, chunks: AsyncGenerator<Uint8Array>) {
    this.next = head;
    this.#chunks = chunks;
  }

  async *rest(): AsyncGenerator<Uint8Array> {
    if (this.next.length > 0) yield this.next;
    yield* this.#chunks;
  }

  /** Returns when the engine has ended or was destroyed, or all was fed. An error of the source destroys the engine with it. */
  async feed(engine: Engine): Promise<void> {
    try {
      while (await this.#more()) {
        const before = engine.bytesWritten;
        await written(engine, this.next);
        // At the end of a frame the engine leaves the rest, though it calls the write done.
        this.next = this.next.subarray(engine.bytesWritten - before);
        if (this.next.length > 0) return;
      }
      engine.end();
    } catch (error) {
      engine.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #more(): Promise<boolean> {
    while (this.next.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return false;
      this.next = next.value;
    }
    return true;
  }
}

/** Writes, and waits until the engine took what it wanted of it, ended or broke. */
function written(engine: Engine, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      engine.off('end', done);
      engine.off('close', done);
      resolve();
    };
    engine.once('end', done);
    engine.once('close', done);
    engine.write(bytes, done);
  });
}
