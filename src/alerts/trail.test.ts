import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { makeReport } from './made-reports.contract.ts';
import { Trail } from './trail.ts';

describe('a trail', () => {
  it('shows at most 240 points, oldest first, from the first to about the last, however long it gets', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), (length) => {
        const trail = new Trail();
        for (let m = 0; m < length; m++) trail.extend(makeReport(m, { lon: 20 + m / 1000 }));
        const shown = trail.shown();
        assert.ok(shown.length <= 240);
        assert.ok(shown.length >= Math.min(length, 100));
        assert.equal(shown[0]!.lonE5, 2_000_000);
        const lastShown = shown[shown.length - 1]!.lonE5;
        assert.ok(lastShown >= Math.floor(2_000_000 + 100 * (length - 1)) - 1, `${lastShown} of ${length}`);
        for (let i = 1; i < shown.length; i++) assert.ok(shown[i]!.at > shown[i - 1]!.at);
      }),
      { numRuns: 40 },
    );
  });

  it('takes one point a minute, and none while the ship is not heard', () => {
    const trail = new Trail();
    trail.extend(makeReport(0));
    trail.extend(makeReport(1));
    for (let m = 2; m < 30; m++) trail.extend(makeReport(m, { lastHeardMs: makeReport(1).lastHeardMs }));
    assert.equal(trail.shown().length, 2);
    assert.equal(trail.shown()[1]!.speedTenthKn, 91);
  });
});
