/**
 * What every detector must keep, whatever it looks for. A detector's own test calls this with a script in which it finds
 * something, and adds what is particular to it.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factor as factorSchema } from '../contract/alert.ts';
import { plainCopy } from '../lib/plain-copy.ts';
import type { Detector } from './detector.ts';
import { findingsOf, runScript, type Script, type ScriptedTick } from './scripted-track.contract.ts';

const withoutFinding = (ticks: readonly ScriptedTick[]): void => assert.deepEqual(findingsOf(ticks), []);

/** `makeCase` gives a script in which the detector finds something that is still going on for a while. */
export function runDetectorContract<State>(make: () => Detector<State>, makeCase: () => Script): void {
  const detector = make();
  const world = (script: Omit<Script, 'assets' | 'places' | 'from'>): Script => {
    const { assets, places, from } = makeCase();
    return {
      ...script,
      ...(assets === undefined ? {} : { assets }),
      ...(places === undefined ? {} : { places }),
      ...(from === undefined ? {} : { from }),
    };
  };

  describe(`the ${detector.kind} detector, as every detector`, () => {
    it('says what it sees, what it cannot see, and where its numbers come from', () => {
      for (const text of [detector.sees, detector.cannotSee, detector.source]) assert.match(text, /\w{3}.*\w/);
      for (const [name, p] of Object.entries(detector.parameters)) {
        assert.ok(Number.isFinite(p.value), name);
        assert.ok(p.unit.length > 0, `${name} has no unit`);
        assert.ok(p.source.length > 3, `${name} has no source`);
      }
    });

    it('finds its case, and finds the same when asked again', () => {
      const first = runScript(make(), makeCase());
      assert.ok(findingsOf(first).length > 0, 'the case holds no finding');
      assert.deepEqual(runScript(make(), makeCase()), first);
    });

    it('dates the onset no later than the tick, on a whole minute, and keeps it while the behaviour lasts', () => {
      let onsetMs = -1;
      for (const finding of findingsOf(runScript(make(), makeCase()))) {
        assert.ok(finding.onsetMs <= finding.tickMs);
        assert.equal(finding.onsetMs % 60_000, 0);
        if (onsetMs >= 0) assert.equal(finding.onsetMs, onsetMs);
        onsetMs = finding.phase === 'ongoing' ? finding.onsetMs : -1;
      }
    });

    it('gives whole numbers, and factors as the contract has them', () => {
      for (const finding of findingsOf(runScript(make(), makeCase()))) {
        assert.equal(finding.kind, detector.kind);
        for (const [name, value] of Object.entries(finding.measures)) assert.ok(Number.isInteger(value), name);
        for (const factor of finding.factors) assert.deepEqual(factorSchema.parse(factor), factor);
        const ids = finding.factors.map((f) => f.id);
        assert.equal(new Set(ids).size, ids.length, `a factor stands twice: ${ids.join(', ')}`);
      }
    });

    it('goes on the same from a state that went through JSON at any tick', () => {
      const plain = runScript(make(), makeCase());
      const stored = runScript(make(), makeCase(), (state) => JSON.parse(JSON.stringify(state)) as State);
      assert.deepEqual(stored, plain);
    });

    it('goes on the same from a state that was saved in a snapshot at any tick', () => {
      const plain = runScript(make(), makeCase());
      const stored = runScript(make(), makeCase(), (state) => structuredClone(plainCopy(state)));
      assert.deepEqual(stored, plain);
    });

    it('says nothing of a ship heard once', () => {
      const once = world({ minutes: 200, at: (m) => ({ speedKn: 12, courseDeg: 270, isSilent: m > 0 }) });
      withoutFinding(runScript(make(), once));
    });

    it('says nothing of a ship of which only empty minutes are left', () => {
      const gone = world({ minutes: 330, at: (m) => ({ speedKn: 12, courseDeg: 270, isSilent: m > 30 }) });
      withoutFinding(runScript(make(), gone));
    });

    it('says nothing of a ship without speed, course and heading', () => {
      const bare = world({ minutes: 120, shipType: 0, lengthM: 0, at: () => ({ speedKn: Number.NaN, courseDeg: 0 }) });
      withoutFinding(runScript(make(), bare));
    });

    it('says nothing of a ship that is moored', () => {
      const moored = world({ minutes: 300, at: () => ({ speedKn: 0, courseDeg: 0, headingDeg: 80, navStatus: 5 }) });
      withoutFinding(runScript(make(), moored));
    });

    it('says nothing of a steady passage, nor of one with the noise of ordinary traffic', () => {
      for (const noise of [0, 0.02]) {
        const steady = world({ minutes: 300, noise, at: () => ({ speedKn: 12, courseDeg: 270 }) });
        withoutFinding(runScript(make(), steady));
      }
    });
  });
}
