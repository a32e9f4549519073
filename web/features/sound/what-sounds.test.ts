import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whatSounds } from './what-sounds.ts';

describe('what is heard', () => {
  const high = [{ sounds: false }, { sounds: true }];
  it('is a high alert that sounds, and nothing else of the queue', () => {
    assert.equal(whatSounds({ connection: 'live', hasState: true, rows: high }), 'high');
    assert.equal(whatSounds({ connection: 'live', hasState: true, rows: [{ sounds: false }] }), 'nothing');
    assert.equal(whatSounds({ connection: 'live', hasState: true, rows: [] }), 'nothing');
  });

  it('is the lost server, whatever else would sound', () => {
    assert.equal(whatSounds({ connection: 'stale', hasState: true, rows: high }), 'server-lost');
    assert.equal(whatSounds({ connection: 'stale', hasState: false, rows: [] }), 'nothing');
  });
});
