/**
 * What `kill-federation.long.ts` kills: says records, takes in a partner's and publishes, without end, and says on stdout what it
 * was told is kept. `early` and `unreserved` are faults that the check must find: it acknowledges before it is on disk, or
 * keeps no reservation for padding.
 */
import { writeSync } from 'node:fs';
import { hexOf } from '../src/evidence/bytes.ts';
import { nodeCrypto as seededCrypto } from '../src/evidence/crypto.contract.ts';
import type { LogKeeping } from '../src/evidence/keeping.ts';
import { NodeLog } from '../src/evidence/node-log.ts';
import { seededRandom } from '../src/lib/seeded-random.ts';
import { SqliteFederationKeeping } from '../src/storage/federation-store.ts';
import { inboundOf, KILLED_LOG, peerAt, recordText } from './killed-log.contract.ts';

const [data, seed, fault] = [process.argv[2]!, Number(process.argv[3]), process.argv[4]];
/** So long a kill finds what was acknowledged unwritten. */
const EARLY_BY_MS = 10;
const random = seededRandom(seed);
const say = (what: string, ...values: readonly (number | string)[]): void => {
  writeSync(1, `${[what, ...values].join(' ')}\n`);
};
const keeping = SqliteFederationKeeping.open(data);

/** As it is, but what was reserved is forgotten on disk. */
const unreserved: LogKeeping = {
  checkpoint: () => keeping.checkpoint(),
  addWaiting: (entries) => keeping.addWaiting(entries),
  waiting: () => keeping.waiting(),
  commit: (commit) => keeping.commit({ ...commit, reservedThrough: commit.checkpoint.size }),
  entry: (index) => keeping.entry(index),
  entries: (from, to) => keeping.entries(from, to),
  lane: (lane, after, limit) => keeping.lane(lane, after, limit),
  tileRoot: (level, index) => keeping.tileRoot(level, index),
};

const log = NodeLog.open({
  ...KILLED_LOG,
  crypto: { ...KILLED_LOG.crypto, bytes: seededCrypto(seed).bytes },
  keeping: fault === 'unreserved' ? unreserved : keeping,
});
let number = log.waitingCount + keeping.entries(0, log.size).length;
let taken = [...keeping.inbound()].length;
say('open', log.size, hexOf(log.root));

for (;;) {
  const count = random.integer(0, 6);
  const sayings = Array.from({ length: count }, (_, i) => {
    const text = recordText(number + 1 + i);
    return { lane: random.integer(-1, 3), recordText: text, jws: `a.${text}.b` };
  });
  const arrived =
    random.next() < 0.3 ? Array.from({ length: random.integer(1, 5) }, (_, i) => inboundOf(taken + i)) : [];
  if (fault === 'early') {
    say('said', number + count);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, EARLY_BY_MS);
  }
  const waiting = log.prepare(sayings);
  keeping.change({
    waiting,
    inbound: arrived,
    ...(arrived.length > 0 ? { peer: peerAt(taken + arrived.length) } : {}),
  });
  log.admit(waiting);
  number += count;
  taken += arrived.length;
  say('said', number);
  say('taken', taken);
  for (let ticks = random.integer(0, 3); ticks > 0; ticks--) {
    const { size, root } = log.publish(0);
    say('published', size, hexOf(root));
  }
}
