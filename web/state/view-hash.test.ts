import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readHash, type View, writeHash } from './view-hash.ts';

describe('the view in the address', () => {
  it('comes back as it was written', () => {
    const views: View[] = [
      { page: 'watch', language: 'en', palette: 'night' },
      {
        theatreId: 'taiwan-strait',
        page: 'logbook',
        alertId: '290000001-drag-20241225T1011Z',
        mmsi: 290000001,
        assetId: 'c-lion1',
        atMs: Date.parse('2024-12-25T10:11:12Z'),
        language: 'ja',
        palette: 'high-contrast',
      },
      { theatreId: 'baltic', page: 'partners', part: 'received', pick: 'FI-gofrep', language: 'en', palette: 'day' },
      { theatreId: 'baltic', page: 'cases', pick: 'EE:0123456789abcdef', language: 'ja', palette: 'night' },
      { theatreId: 'a/b?c&d', page: 'help', alertId: 'x&y=z#w', language: 'et', palette: 'day' },
    ];
    const whole = (view: View): View => ({
      theatreId: undefined,
      alertId: undefined,
      mmsi: undefined,
      assetId: undefined,
      atMs: undefined,
      part: undefined,
      pick: undefined,
      ...view,
    });
    for (const view of views) assert.deepEqual(whole(readHash(writeHash(view))), whole(view));
  });

  it('takes what it does not know for nothing, and keeps language and palette', () => {
    const base: View = { page: 'help', language: 'et', palette: 'day' };
    const read = readHash('#/gulf/nowhere?mmsi=abc&at=noon&lang=xx&palette=pink', base);
    assert.equal(read.page, 'watch');
    assert.equal(read.mmsi, undefined);
    assert.equal(read.atMs, undefined);
    assert.equal(read.language, 'et');
    assert.equal(read.palette, 'day');
    assert.equal(readHash('', base).theatreId, undefined);
    assert.equal(readHash('#/%E0%A4%A/watch', base).page, 'watch');
  });
});
