import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { realData } from '../../test/real-data.ts';
import { assetsFromDocument } from './load-assets.ts';

const read = (path: string): unknown =>
  JSON.parse((path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString());

describe('loading assets', () => {
  it('refuses what holds no line, with what to give', () => {
    for (const value of [
      null,
      7,
      {},
      { features: [] },
      { features: [{ geometry: { type: 'Point', coordinates: [1, 2] } }] },
    ])
      assert.throws(() => assetsFromDocument(value, 'x'), { code: 'MV-ASSETS-INVALID' });
    assert.throws(() => assetsFromDocument({ schema: 'merivaht.assets/9' }, 'x'), { code: 'MV-SCHEMA-UNKNOWN' });
  });

  it('takes plain GeoJSON lines, drops impossible positions and counts features without a line', () => {
    const line = {
      type: 'Feature',
      properties: { name: 'My Cable' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [25, 59],
          [999, 0],
          [25, 60],
        ],
      },
    };
    const { assets, skipped } = assetsFromDocument({ features: [line, { geometry: null }] }, 'x');
    assert.deepEqual(
      assets.map((a) => [a.id, a.lines[0]!.length]),
      [['my-cable', 2]],
    );
    assert.deepEqual(skipped, [{ reason: 'feature without a line', count: 1 }]);
    assert.ok(Math.abs(assets[0]!.lengthM - 111_415) < 50, 'a degree of latitude at 59.5 N');
  });

  for (const [file, features, some, sigmaM] of [
    ['infrastructure/telegeography_cable-geo_netglobe_202602.json', 688, 'c-lion1', 3000],
    ['infrastructure/emodnet_pipelines_nordicbaltic_20260724.geojson', 553, undefined, 200],
    ['infrastructure/edth_submarine_power_cables.geojson.gz', 560, 'hvdc-estlink-2', 100],
  ] as const) {
    const real = realData(file);
    it(`knows ${file} for what it is`, { skip: real.skip }, () => {
      const { assets } = assetsFromDocument(read(real.path), file);
      assert.ok(assets.length > features * 0.6 && assets.length <= features * 1.1, `${assets.length} assets`);
      assert.equal(new Set(assets.map((a) => a.id)).size, assets.length, 'ids are unique');
      assert.ok(assets.every((a) => a.positionSigmaM === sigmaM));
      if (some !== undefined)
        assert.ok(
          assets.some((a) => a.id === some),
          some,
        );
    });
  }
});
