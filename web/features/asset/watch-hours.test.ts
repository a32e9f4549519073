import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kindKey, watchHours } from './watch-hours.ts';

describe('the hours of an asset', () => {
  it('are summed by state', () => {
    const period = (from: string, to: string, state: string) => ({
      from: `2024-12-25T${from}:00Z`,
      to: `2024-12-25T${to}:00Z`,
      state,
      because: '',
    });
    assert.deepEqual(
      watchHours([
        period('00:00', '06:00', 'watched'),
        period('06:00', '06:30', 'degraded'),
        period('06:30', '08:00', 'watched'),
      ]),
      { watched: 7.5, degraded: 0.5, notWatched: 0 },
    );
  });

  it('come with a kind that has words', () => {
    assert.equal(kindKey('gas-pipeline'), 'kind-gas-pipeline');
    assert.equal(kindKey('towline'), 'kind-other');
  });
});
