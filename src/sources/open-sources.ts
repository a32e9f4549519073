/** From what `--source` says to sources that can be started. */
import type { Readable } from 'node:stream';
import { MerivahtError } from '../contract/errors.ts';
import { GrowingFile } from './live-file.ts';
import type { LiveSource } from './live-source.ts';
import { Stdin } from './live-stdin.ts';
import { TcpClient } from './live-tcp-client.ts';
import { TcpServer } from './live-tcp-server.ts';
import { type Transport, TransportSource } from './live-transport.ts';
import { Udp } from './live-udp.ts';
import { parseSource, type SourceDescription } from './parse-source.ts';
import { machineTimers, type Timers } from './timers.ts';

export interface SourceWorld {
  readonly stdin: Readable;
  /** Uniform in [0, 1): spreads the tries to connect. */
  readonly random: () => number;
  readonly timers: Timers;
}

const MAX_SOURCES = 64;

const thisMachine: SourceWorld = {
  // Not touched unless it is asked for.
  get stdin() {
    return process.stdin;
  },
  random: Math.random,
  timers: machineTimers,
};

/** All of one theatre. MV-SOURCE-INVALID for what is none, for two of one name, and for a replay among them. */
export function openSources(texts: readonly string[], world: SourceWorld = thisMachine): LiveSource[] {
  const descriptions = texts.map(parseSource);
  if (descriptions.length > MAX_SOURCES)
    throw new MerivahtError('MV-SOURCE-INVALID', `${descriptions.length} sources; ${MAX_SOURCES} at most`);
  const ids = new Set<string>();
  for (const { feedId } of descriptions) {
    if (ids.has(feedId))
      throw new MerivahtError(
        'MV-SOURCE-INVALID',
        `two sources are called ${feedId}: give one of them another ?id=NAME`,
      );
    ids.add(feedId);
  }
  if (descriptions.filter((d) => d.kind === 'stdin').length > 1)
    throw new MerivahtError('MV-SOURCE-INVALID', 'standard input can be read by one source only');
  return descriptions.map((description) => openSource(description, world));
}

export function openSource(description: SourceDescription, world: SourceWorld = thisMachine): LiveSource {
  return new TransportSource(description, transportOf(description, world));
}

function transportOf(description: SourceDescription, world: SourceWorld): Transport {
  const { random, timers } = world;
  switch (description.kind) {
    case 'tcp':
      return new TcpClient({ ...description, random, timers });
    case 'tcp-server':
      return new TcpServer({ ...description, random, timers });
    case 'udp':
      return new Udp({ ...description, random, timers });
    case 'stdin':
      return new Stdin(world.stdin);
    case 'file':
      return new GrowingFile({ ...description, timers });
    case 'replay':
      // It goes by its own clock: beside live traffic all of it would come years too late.
      throw new MerivahtError('MV-SOURCE-INVALID', 'a replay is a watch of its own: give it as the only --source');
  }
}
