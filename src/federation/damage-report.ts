/** What a partner holds of ours, from what was addressed to it, what it fetched and what it said to a recall. They keep it. */
import type { DamageReport } from '../contract/partner-views.ts';
import type { FederationRecord, Release, Subject } from '../contract/record.ts';
import { subjectKey } from './subject-key.ts';

/** An entry of the partner's lane, in the order of the lane. */
export interface AddressedEntry {
  /** Undefined while it waits for its leaf: it cannot have been fetched. */
  readonly ordinal?: number | undefined;
  readonly record: FederationRecord;
}

export interface DamageInput {
  readonly partner: string;
  readonly nowMs: number;
  readonly entries: Iterable<AddressedEntry>;
  /** It was given its lane's entries up to this one. */
  readonly servedThrough: number;
  /** The partner's receipts. One for a recall that was not ours, or not to it, says nothing. */
  readonly receipts: Iterable<{ readonly recallId: string; readonly done: 'deleted' | 'kept' }>;
}

type Item = DamageReport['items'][number];

interface Held {
  readonly subject: Subject;
  versions: number;
  tlp: string;
  readonly fields: Set<string>;
  readonly firstAt: string;
  lastAt: string;
  fetched: boolean;
  recallId: string | undefined;
  /** Something went out after the recall: the receipt does not speak of it. */
  wentOnAfterRecall: boolean;
}

export function damageReportOf({ partner, nowMs, entries, servedThrough, receipts }: DamageInput): DamageReport {
  const held = new Map<string, Held>();
  const otherRecords: Record<string, number> = {};
  for (const { ordinal, record } of entries) {
    const { body } = record;
    if (body.kind === 'release') {
      note(held, record, body.release, ordinal !== undefined && ordinal <= servedThrough);
      continue;
    }
    otherRecords[body.kind] = (otherRecords[body.kind] ?? 0) + 1;
    const recalled = body.kind === 'recall' ? held.get(subjectKey(body.subject)) : undefined;
    if (body.kind !== 'recall' || recalled === undefined) continue;
    recalled.recallId = body.recallId;
    recalled.wentOnAfterRecall = false;
  }
  const answers = new Map<string, 'deleted' | 'kept'>();
  for (const { recallId, done } of receipts) answers.set(recallId, done);
  const madeAt = new Date(nowMs).toISOString();
  const items = [...held.values()].map((each) => itemOf(each, answers));
  return { schema: 'merivaht.damage-report/1', partner, madeAt, items, otherRecords };
}

function note(
  held: Map<string, Held>,
  { claimedAt, label }: FederationRecord,
  release: Release,
  isServed: boolean,
): void {
  const key = subjectKey(release.subject);
  const before = held.get(key);
  const fields = Object.keys(release.document);
  if (before === undefined) {
    held.set(key, {
      subject: release.subject,
      versions: 1,
      tlp: label.tlp,
      fields: new Set(fields),
      firstAt: claimedAt,
      lastAt: claimedAt,
      fetched: isServed,
      recallId: undefined,
      wentOnAfterRecall: false,
    });
    return;
  }
  before.versions++;
  before.tlp = label.tlp;
  for (const field of fields) before.fields.add(field);
  before.lastAt = claimedAt;
  // Of any version: the oldest that it has tells it that there is such a thing.
  before.fetched ||= isServed;
  before.wentOnAfterRecall = before.recallId !== undefined;
}

function itemOf(each: Held, answers: ReadonlyMap<string, 'deleted' | 'kept'>): Item {
  const answer = each.recallId === undefined ? 'no' : (answers.get(each.recallId) ?? 'asked');
  const recalled = each.wentOnAfterRecall && answer === 'deleted' ? 'asked' : answer;
  const { subject, versions, tlp, firstAt, lastAt, fetched } = each;
  return {
    subject,
    versions,
    class: subject.class,
    tlp,
    fields: [...each.fields].sort(),
    firstAt,
    lastAt,
    fetched,
    recalled,
  };
}
