import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hitRow, isTyping, moveTo } from './hits.ts';

describe('search hits', () => {
  it('names a vessel, and by its MMSI where it has no name', () => {
    const named = hitRow({ kind: 'vessel', vessel: { mmsi: 290000001, name: 'EAGLE S SIM', imo: 9329760 } });
    assert.equal(named.title, 'EAGLE S SIM');
    assert.equal(named.detail, 'MMSI 290000001 · IMO 9329760');
    assert.equal(named.view.mmsi, 290000001);
    const bare = hitRow({ kind: 'vessel', vessel: { mmsi: 5, callsign: 'ABC' } });
    assert.deepEqual([bare.title, bare.detail], ['MMSI 5', 'ABC']);
  });

  it('opens exactly one thing each', () => {
    const rows = [
      hitRow({ kind: 'vessel', vessel: { mmsi: 1 } }),
      hitRow({ kind: 'asset', assetId: 'a', name: 'A', names: ['A', 'ア'] }),
      hitRow({ kind: 'alert', alertId: 'x', sentence: 's', severity: 'high' }),
    ];
    for (const { view } of rows)
      assert.equal([view.mmsi, view.assetId, view.alertId].filter((v) => v !== undefined).length, 1);
    assert.equal(rows[1]!.detail, 'ア');
    assert.equal(new Set(rows.map((r) => r.key)).size, 3);
  });

  it('say an alert in the words of the page where it knows it', () => {
    const hit = { kind: 'alert', alertId: 'x', sentence: 'English', severity: 'high' } as const;
    assert.equal(hitRow(hit).title, 'English');
    assert.equal(hitRow(hit, (id) => (id === 'x' ? 'Eesti' : undefined)).title, 'Eesti');
    assert.equal(hitRow(hit).severity, 'high');
    assert.equal(hitRow({ ...hit, severity: 'dire' }).severity, undefined);
  });

  it('is walked round with the arrows', () => {
    assert.equal(moveTo(-1, 'ArrowDown', 3), 0);
    assert.equal(moveTo(2, 'ArrowDown', 3), 0);
    assert.equal(moveTo(-1, 'ArrowUp', 3), 2);
    assert.equal(moveTo(0, 'ArrowUp', 3), 2);
    assert.equal(moveTo(1, 'Home', 3), 0);
    assert.equal(moveTo(1, 'End', 3), 2);
    assert.equal(moveTo(5, 'x', 3), 2);
    assert.equal(moveTo(1, 'ArrowDown', 0), -1);
  });

  it('leaves keys to the field that is typed in', () => {
    assert.ok(isTyping({ tagName: 'INPUT' }) && isTyping({ tagName: 'DIV', isContentEditable: true }));
    assert.ok(!isTyping({ tagName: 'BUTTON' }) && !isTyping(null));
  });
});
