import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReplayState } from '../contract/live.ts';
import { ReplaySource } from '../sources/replay-source.ts';
import { ReplayDriver } from './replay-driver.ts';

describe('the driver of a replay', () => {
  it('that hears of a high alert while a restart goes through the journal starts at the speed of life', async () => {
    const source = await ReplaySource.open('data/samples/gulf-of-finland-2024-12-25.nmea.gz');
    const driver = new ReplayDriver({ source, feedId: 'sample', beginMs: source.fromMs, speed: 120 });
    driver.becameHigh();
    const told: ReplayState[] = [];
    const load = () => ({ coreBehind: 0, waitingBytes: 0 });
    driver.start(
      { submit: () => {}, load, replayChanged: (state) => told.push(state), reset: async () => {} },
      [],
      source.fromMs + 3_600_000,
    );
    await driver.stop();
    assert.deepEqual(
      told.map(({ speed, slowsAtHigh, playing }) => ({ speed, slowsAtHigh, playing })),
      [{ speed: 1, slowsAtHigh: false, playing: true }],
    );
  });
});
