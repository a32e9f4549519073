/** Journal records from a seed, for tests: the same number gives the same record. */
import { seededRandom } from '../lib/seeded-random.ts';
import type { JournalRecord } from '../pipeline/journal-record.ts';

/** 2024-12-25T12:00:00Z. */
const START_MS = 1_735_128_000_000;

export const madeTimeMs = (seq: number): number => START_MS + seq * 100;

export function madeRecord(seq: number, seed: number): JournalRecord {
  const random = seededRandom(seed).fork(String(seq));
  const atMs = madeTimeMs(seq);
  switch (random.integer(0, 5)) {
    case 0:
      return { kind: 'clock', atMs };
    case 1:
      return {
        kind: 'source',
        atMs,
        source: random.integer(0, 3),
        feedId: 'harbour',
        feedKind: 'tcp',
        address: 'tcp://127.0.0.1:2947',
        format: 'nmea',
        timesFrom: 'receipt',
        state: random.pick(['up', 'down']),
        because: 'määratu: 台湾',
      };
    case 2:
      return {
        kind: 'act',
        atMs,
        act: {
          schema: 'merivaht.act/1',
          actId: `act-${seq}`,
          officer: 'mari',
          officerName: 'Mari Tamm',
          theatreId: 'gulf-of-finland',
          at: new Date(atMs).toISOString(),
          dataAt: new Date(atMs).toISOString(),
          body: { kind: 'note', text: 'x'.repeat(random.integer(1, 300)) },
        },
      };
    default: {
      // Noise, so that compression leaves frames long enough to be torn.
      const bytes = Uint8Array.from({ length: random.integer(0, 400) }, () => random.integer(0, 255));
      return { kind: 'chunk', source: random.integer(0, 3), receivedAtMs: atMs, bytes };
    }
  }
}
