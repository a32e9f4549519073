import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VesselCard } from '../../../src/contract/views.ts';
import { flagText, vesselFacts } from './vessel-facts.ts';

const bare: VesselCard = {
  vessel: { mmsi: 290000001 },
  identities: [],
  lists: 'not-yet',
  alerts: [],
  considered: [],
  crossings: [],
};

describe('the facts on a vessel card', () => {
  it('are only those that are known', () => {
    assert.deepEqual(vesselFacts(bare), [{ key: 'mmsi', value: '290000001' }]);
  });

  it('carry their units, and a course of 7 degrees has three figures', () => {
    const full = vesselFacts({
      ...bare,
      vessel: { mmsi: 1, imo: 9329760, callsign: 'E5AB', lengthM: 229 },
      position: { lonE5: 2_550_000, latE5: 5_975_000 },
      speedTenthKn: 68,
      ownPaceTenthKn: 119,
      courseDeg: 7,
      draughtTenthM: 121,
      destination: '',
    });
    const of = Object.fromEntries(full.map((f) => [f.key, f.value]));
    assert.deepEqual(of, {
      mmsi: '1',
      imo: '9329760',
      callsign: 'E5AB',
      length: '229 m',
      draught: '12.1 m',
      position: "59°45.0'N 025°30.0'E",
      speed: '6.8 kn',
      'own-pace': '11.9 kn',
      course: '007°',
    });
  });

  it('say a speed of zero', () => {
    assert.ok(vesselFacts({ ...bare, speedTenthKn: 0, courseDeg: 0 }).some((f) => f.value === '0.0 kn'));
  });

  it('name a flag in the language of the reader, and never guess one', () => {
    assert.equal(flagText('EE', 'en'), 'Estonia (EE)');
    assert.equal(flagText('EE', 'et'), 'Eesti (EE)');
    assert.equal(flagText('JP', 'ja'), '日本 (JP)');
    assert.equal(flagText('?', 'en'), '?');
  });
});
