/** Paths of tiles against the standard's examples, both ways, and the bytes of bundles. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hexOf } from './bytes.ts';
import { entriesOfBundle, entryBundle, hashesAtLevel, hashesOfTile, isTileIn, tileOfPath, tilePath } from './tile.ts';

describe('a tile', () => {
  it('has the paths of the standard, and no other', () => {
    const examples = {
      'tile/0/x001/x234/067': { level: 0, index: 1_234_067, width: 256 },
      'tile/0/x001/x234/067.p/8': { level: 0, index: 1_234_067, width: 8 },
      'tile/entries/000': { level: -1, index: 0, width: 256 },
      'tile/entries/x001/000.p/255': { level: -1, index: 1000, width: 255 },
      'tile/5/999.p/1': { level: 5, index: 999, width: 1 },
      'tile/1/x999/x999/x999/x999/999': { level: 1, index: 999_999_999_999_999, width: 256 },
    };
    for (const [path, tile] of Object.entries(examples)) {
      assert.equal(tilePath(tile), path);
      assert.deepEqual(tileOfPath(path), tile);
    }
    for (const bad of [
      'tile/0/1',
      'tile/0/0001',
      'tile/0/x000/001',
      'tile/0/001/002',
      'tile/0/x001/x002',
      'tile/0/001.p/0',
      'tile/0/001.p/256',
      'tile/0/001.p/01',
      'tile/0/001.p/',
      'tile/6/001',
      'tile/00/001',
      'tile/-1/001',
      'tile/8/0/001',
      'tile/data/001',
      '/tile/0/001',
      'tile/0/001/',
      'tile/0/x999/x999/x999/x999/x999/999',
      'tile/0/../001',
      '',
    ])
      assert.equal(tileOfPath(bad), undefined, bad);
  });

  it('is in a tree that has all of it', () => {
    assert.equal(hashesAtLevel(0, 70_000), 70_000);
    assert.equal(hashesAtLevel(1, 70_000), 273);
    assert.equal(hashesAtLevel(2, 70_000), 1);
    assert.ok(isTileIn({ level: 0, index: 273, width: 112 }, 70_000));
    assert.ok(!isTileIn({ level: 0, index: 273, width: 113 }, 70_000));
    assert.ok(isTileIn({ level: 1, index: 1, width: 17 }, 70_000));
    assert.ok(!isTileIn({ level: 1, index: 1, width: 18 }, 70_000));
    for (const bad of [
      { level: 0, index: 0, width: 0 },
      { level: 0, index: 0, width: 257 },
      { level: 0, index: -1, width: 1 },
      { level: 0, index: 0.5, width: 1 },
      { level: 0.5, index: 0, width: 1 },
      { level: 6, index: 0, width: 1 },
      { level: -2, index: 0, width: 1 },
      { level: Number.NaN, index: 0, width: 1 },
    ])
      assert.ok(!isTileIn(bad, 1e15), JSON.stringify(bad));
  });

  it('holds entries after their lengths', () => {
    const entries = [new Uint8Array(0), Uint8Array.of(1, 2, 3), new Uint8Array(300).fill(7)];
    const bundle = entryBundle(entries);
    assert.equal(hexOf(bundle.slice(0, 9)), '00000003010203012c');
    assert.deepEqual(entriesOfBundle(bundle), entries);
    assert.deepEqual(entriesOfBundle(new Uint8Array(0)), []);
    for (let cut = 1; cut < bundle.length; cut++) {
      const part = entriesOfBundle(bundle.slice(0, cut));
      assert.ok(part === undefined || cut === 2 || cut === 7, `cut at ${cut}`);
    }
    assert.equal(hashesOfTile(new Uint8Array(33)), undefined);
    assert.equal(hashesOfTile(new Uint8Array(64))?.length, 2);
  });
});
