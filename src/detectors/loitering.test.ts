import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Place } from '../contract/region.ts';
import { PlaceIndex } from '../infrastructure/place-index.ts';
import { runDetectorContract } from './detector.contract.ts';
import { loiteringDetector } from './loitering.ts';
import { meridianCable } from './one-asset.contract.ts';
import { dismissalsOf, findingsOf, runScript, type Script, START_MS, weightOf } from './scripted-track.contract.ts';

/** Comes up to the cable at 10 kn and drifts to and fro about it from minute 60 on. */
const stays = (extra: Partial<Script> = {}): Script => ({
  minutes: 300,
  seed: 5,
  from: [26.83, 59.9],
  assets: meridianCable(26.5),
  at: (m) =>
    m < 60 ? { speedKn: 10, courseDeg: 270 } : { speedKn: 1.2, courseDeg: m % 40 < 20 ? 0 : 180, headingDeg: 90 },
  ...extra,
});
const run = (script: Script) => runScript(loiteringDetector(), script);
const circle = (kind: Place['kind']): PlaceIndex =>
  PlaceIndex.build([
    {
      id: 'a-place',
      kind,
      name: 'A place',
      shape: { type: 'circle', centre: [26.5, 59.9], radiusM: 6000 },
      source: 'test',
    },
  ]);
const best = (script: Script): number => Math.max(Number.NEGATIVE_INFINITY, ...findingsOf(run(script)).map(weightOf));

runDetectorContract(loiteringDetector, stays);

describe('loitering in a corridor', () => {
  it('is found after one hour, dated to its beginning, with the asset', () => {
    const [first] = findingsOf(run(stays()));
    assert.ok(first !== undefined);
    assert.ok(Math.abs((first.onsetMs - START_MS) / 60_000 - 60) <= 2);
    assert.ok(Math.abs((first.tickMs - first.onsetMs) / 60_000 - 60) <= 2);
    assert.equal(first.assetId, 'test-link');
  });

  it('ends when the ship goes on', () => {
    const leaves = stays({ at: (m) => ({ speedKn: m < 60 || m > 180 ? 10 : 1, courseDeg: 270 }) });
    const findings = findingsOf(run(leaves));
    assert.equal(findings[findings.length - 1]!.phase, 'ended');
    assert.equal(findings.filter((f) => f.phase === 'ended').length, 1);
  });

  it('is none five miles from the asset, none at 4 kn and none for half an hour', () => {
    assert.deepEqual(findingsOf(run(stays({ assets: meridianCable(26.2) }))), []);
    assert.deepEqual(findingsOf(run(stays({ at: (m) => ({ speedKn: 4, courseDeg: m % 40 < 20 ? 0 : 180 }) }))), []);
    const short = stays({ at: (m) => ({ speedKn: m < 60 || m > 95 ? 10 : 1, courseDeg: 270 }) });
    assert.deepEqual(findingsOf(run(short)), []);
  });

  it('is none for a ship that lies still as at a berth, which is told as let go', () => {
    const berthed = stays({ at: (m) => ({ speedKn: m < 60 || m > 250 ? 10 : 0, courseDeg: 270 }) });
    assert.deepEqual(findingsOf(run(berthed)), []);
    assert.deepEqual(
      dismissalsOf(run(berthed)).map((d) => d.reason),
      ['lay-still'],
    );
  });

  it('is found for a ship that says it is at anchor, even where it hardly swings', () => {
    const anchored = stays({ at: (m) => ({ speedKn: m < 60 ? 10 : 0, courseDeg: 270, navStatus: m < 60 ? 0 : 1 }) });
    assert.ok(findingsOf(run(anchored)).length > 0);
  });

  it('weighs less in an anchorage, a waiting area or a port, and more where anchoring is forbidden', () => {
    const open = best(stays());
    for (const kind of ['anchorage', 'waiting', 'port'] as const)
      assert.ok(best(stays({ places: circle(kind) })) < open);
    assert.ok(best(stays({ places: circle('no-anchoring') })) > open);
  });

  it('weighs less for tugs, fishing vessels and ferries, and is capped for small craft', () => {
    const open = best(stays());
    for (const shipType of [52, 30, 60]) assert.ok(best(stays({ shipType })) < open, String(shipType));
    const small = findingsOf(run(stays({ isClassB: true })));
    assert.ok(small.length > 0);
    assert.ok(small.every((f) => f.factors.some((x) => x.id === 'cap-at-watch')));
  });
});
