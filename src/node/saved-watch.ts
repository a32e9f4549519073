/** A watch as bytes and back, in its own thread: at a hundred thousand vessels they are half a gigabyte, which nobody else touches. */
import { deserialize, serialize } from 'node:v8';
import { Watch } from '../pipeline/watch.ts';
import { type TheatreSetup, watchOptions } from './theatre-setup.ts';

interface SavedWatch {
  readonly configurationHash: string;
  readonly assetsHash: string;
  readonly programVersion: string;
  readonly watch: unknown;
}

export function savedWatch(watch: Watch, setup: TheatreSetup): Uint8Array<ArrayBuffer> {
  const { configurationHash, assetsHash, programVersion } = setup;
  const saved: SavedWatch = { configurationHash, assetsHash, programVersion, watch: watch.save() };
  const bytes = serialize(saved);
  // A buffer of its own can be handed to another thread without a copy.
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && bytes.length === buffer.byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes);
}

/**
 * A snapshot of another configuration, catalogue or program would go on differently, and one that cannot be read goes on not at
 * all: then all of the journal, which has everything, is judged again.
 */
export function restoredWatch(bytes: Uint8Array | undefined, setup: TheatreSetup): Watch {
  const options = watchOptions(setup);
  if (bytes === undefined) return new Watch(options);
  try {
    const saved = deserialize(bytes) as SavedWatch;
    const isUsable =
      saved.configurationHash === setup.configurationHash &&
      saved.assetsHash === setup.assetsHash &&
      saved.programVersion === setup.programVersion;
    if (isUsable) return Watch.restore(options, saved.watch);
  } catch {
    // Written by a program that kept other things: its hash was right, so the disk is not to blame.
  }
  return new Watch(options);
}
