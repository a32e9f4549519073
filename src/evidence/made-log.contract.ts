/** For tests: a log in memory, with keys that are the same each time. */
import { padKeyOf } from './commitment.ts';
import { nodeCrypto, nodeHashing, seededSigner } from './crypto.contract.ts';
import { MemoryLogKeeping } from './memory-keeping.contract.ts';
import { NodeLog, RESERVED_TICKS } from './node-log.ts';

export const origin = 'merivaht/EE/1';
export const signer = seededSigner(7);
export const padKey = new Uint8Array(32).fill(9);
export const logPadKey = padKeyOf(nodeHashing, padKey, origin);

export const openLog = (keeping = new MemoryLogKeeping(), seed = 1, reservedTicks = RESERVED_TICKS): NodeLog =>
  NodeLog.open({ origin, crypto: nodeCrypto(seed), signer, padKey, keeping, reservedTicks });
