import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PositionBatch } from '../ais/position-batch.ts';
import { readPositionFrame } from '../contract/position-frame.ts';
import { LivePicture } from './live-picture.ts';

const AT = Date.UTC(2026, 0, 1);

function heard(picture: LivePicture, mmsi: number, timeMs: number, lon: number): void {
  const batch = new PositionBatch(1);
  batch.length = 1;
  batch.mmsi[0] = mmsi;
  batch.timeMs[0] = timeMs;
  batch.lon[0] = lon;
  batch.lat[0] = 59.5;
  batch.sogTenthKn[0] = 123;
  batch.cogTenthDeg[0] = -1;
  batch.headingDeg[0] = 270;
  picture.take(batch, 0);
}

describe('the live picture', () => {
  it('holds the newest position a vessel, whatever order they come in, and gives each move once', () => {
    const picture = new LivePicture();
    heard(picture, 230000001, AT + 1000, 25);
    heard(picture, 230000001, AT, 24);
    heard(picture, 230000002, AT, 26);
    const frame = readPositionFrame(picture.frame(AT, 'moved')!)!;
    assert.deepEqual([...frame.mmsi], [230000001, 230000002]);
    assert.deepEqual([...frame.lonE6], [25_000_000, 26_000_000]);
    assert.deepEqual([...frame.courseTenthDeg], [0xffff, 0xffff]);
    assert.deepEqual([...frame.headingDeg], [270, 270]);
    assert.equal(picture.frame(AT, 'moved'), undefined);
    assert.equal(readPositionFrame(picture.frame(AT, 'all')!)!.count, 2);
  });

  it('keeps every position for the archive, late ones too, and leaves out base stations', () => {
    const picture = new LivePicture();
    heard(picture, 230000001, AT + 1000, 25);
    heard(picture, 230000001, AT, 24);
    heard(picture, 2300000, AT, 24);
    const rows = picture.takeArchive()!;
    assert.deepEqual([...rows.timeMs], [AT + 1000, AT]);
    assert.equal(picture.takeArchive(), undefined);
  });

  it('gives the archive columns that later rows do not touch, however many there are', () => {
    const picture = new LivePicture();
    const n = 5000;
    for (let i = 0; i < n; i++) heard(picture, 230000001 + i, AT + i, 25);
    assert.equal(picture.archiveRows, n);
    const rows = picture.takeArchive()!;
    heard(picture, 230900000, AT, 24);
    assert.equal(picture.archiveRows, 1);
    assert.deepEqual(
      [...rows.mmsi],
      Array.from({ length: n }, (_, i) => 230000001 + i),
    );
    assert.deepEqual(
      [...rows.timeMs],
      Array.from({ length: n }, (_, i) => AT + i),
    );
    assert.ok(rows.lonE6.every((lon) => lon === 25_000_000));
  });

  it('finds vessels by name, call sign and number, and tells a new name once', () => {
    const picture = new LivePicture();
    picture.identify({ timeMs: AT, mmsi: 230000001, source: 0, offset: 0, name: 'HERON CREST', callsign: 'OHAB' });
    assert.deepEqual(
      picture.vessels('changed').map((v) => v.name),
      ['HERON CREST'],
    );
    picture.identify({ timeMs: AT, mmsi: 230000001, source: 0, offset: 0, name: 'HERON CREST' });
    assert.deepEqual(picture.vessels('changed'), []);
    for (const text of ['HERON', 'OHA', '0000001']) assert.equal(picture.search(text, 5).length, 1, text);
    assert.equal(picture.search('NOBODY', 5).length, 0);
  });

  it('forgets a vessel after a day, and goes on from what it saved', () => {
    const picture = new LivePicture();
    heard(picture, 230000001, AT, 25);
    const again = LivePicture.restore(structuredClone(picture.save()));
    assert.deepEqual(again.frame(AT, 'all'), picture.frame(AT, 'all'));
    again.forget(AT + 25 * 3_600_000);
    assert.equal(readPositionFrame(again.frame(AT, 'all')!)!.count, 0);
  });
});
