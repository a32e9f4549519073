import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OWN_NODE_ONLY } from '../contract/label.ts';
import { damageReport } from '../contract/partner-views.ts';
import { type FederationRecord, type RecordBody, record, type Subject } from '../contract/record.ts';
import { damageReportOf } from './damage-report.ts';

const time = (minute: number): string =>
  new Date(Date.parse('2026-11-20T12:00:00.000Z') + minute * 60_000).toISOString();
const said = (minute: number, body: RecordBody): FederationRecord =>
  record.parse({
    schema: 'merivaht.record/1',
    nodeId: 'EE',
    claimedAt: time(minute),
    label: { ...OWN_NODE_ONLY, tlp: 'amber', releasableTo: ['FI'] },
    body,
  });
const subject = (alertId: string): Subject => ({ class: 'alert', theatreId: 'gulf', alertId });
const released = (minute: number, alertId: string, version: number, document: Record<string, unknown>) =>
  said(minute, {
    kind: 'release',
    release: { to: 'FI', subject: subject(alertId), version, document, withheld: [], approvals: [] },
  });
const recall = (minute: number, alertId: string, recallId: string) =>
  said(minute, { kind: 'recall', to: 'FI', recallId, subject: subject(alertId), because: 'Wrong ship.' });

const LANE = [
  released(0, 'a-1', 1, { id: 'a-1', severity: 'high' }),
  released(1, 'a-2', 1, { id: 'a-2' }),
  released(2, 'a-1', 2, { id: 'a-1', position: {} }),
  recall(3, 'a-1', 'recall-1'),
  said(4, { kind: 'recall-receipt', to: 'FI', recallId: 'theirs', done: 'kept', because: 'Evidence.' }),
  released(5, 'a-3', 1, { id: 'a-3' }),
].map((entry, i) => ({ ordinal: i + 1, record: entry }));

const report = (over: Partial<Parameters<typeof damageReportOf>[0]> = {}) =>
  damageReport.parse(
    damageReportOf({
      partner: 'FI',
      nowMs: Date.parse(time(9)),
      entries: LANE,
      servedThrough: 4,
      receipts: [],
      ...over,
    }),
  );
const recalledOf = (over: Partial<Parameters<typeof damageReportOf>[0]>): string => report(over).items[0]!.recalled;

describe('a damage report', () => {
  it('lists what was released, by thing, and counts the rest', () => {
    const got = report();
    assert.equal(got.madeAt, time(9));
    assert.deepEqual(got.items[0], {
      subject: subject('a-1'),
      versions: 2,
      class: 'alert',
      tlp: 'amber',
      fields: ['id', 'position', 'severity'],
      firstAt: time(0),
      lastAt: time(2),
      fetched: true,
      recalled: 'asked',
    });
    assert.deepEqual(
      got.items.map((item) => [(item.subject as { alertId: string }).alertId, item.fetched, item.recalled]),
      [
        ['a-1', true, 'asked'],
        ['a-2', true, 'no'],
        ['a-3', false, 'no'],
      ],
    );
    assert.deepEqual(got.otherRecords, { recall: 1, 'recall-receipt': 1 });
  });

  it('says what was answered to a recall, and only of what went before it', () => {
    const deleted = [{ recallId: 'recall-1', done: 'deleted' as const }];
    assert.equal(recalledOf({ receipts: deleted }), 'deleted');
    assert.equal(recalledOf({ receipts: [{ recallId: 'recall-1', done: 'kept' }] }), 'kept');
    assert.equal(recalledOf({ receipts: [{ recallId: 'recall-9', done: 'deleted' }] }), 'asked');
    const later = { ordinal: 7, record: released(6, 'a-1', 3, { id: 'a-1' }) };
    assert.equal(recalledOf({ receipts: deleted, entries: [...LANE, later] }), 'asked');
  });

  it('takes what waits for its leaf for not fetched', () => {
    const waiting = { record: released(0, 'a-9', 1, { id: 'a-9' }) };
    assert.equal(report({ entries: [waiting], servedThrough: 100 }).items[0]!.fetched, false);
  });
});
