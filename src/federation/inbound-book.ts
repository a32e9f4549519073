/**
 * What partners released to us, as it stands: of each subject the newest version, whether its source asked for it back, and how
 * often its source was right. Inbound changes nothing else by itself: no list, no alarm.
 */
import type { InboundItem } from '../contract/partner-views.ts';
import type { FederationRecord, Release, Subject } from '../contract/record.ts';
import { hexOf } from '../evidence/bytes.ts';
import { BoundedMap } from './bounded-map.ts';
import type { InboundEntry } from './keeping.ts';
import { subjectKey } from './subject-key.ts';

const MAX_ITEMS = 50_000;

interface HeldItem {
  readonly from: string;
  readonly entry: Omit<InboundEntry, 'jws' | 'salt'>;
  readonly record: FederationRecord;
  readonly release: Release;
  readonly recalled: boolean;
  /** Leaves of all its versions: what goes when it is deleted. */
  readonly places: readonly Place[];
}

export interface Place {
  readonly origin: string;
  readonly index: number;
}

export interface SourceRecord {
  readonly alerts: number;
  readonly withdrawn: number;
  readonly confirmed: number;
  readonly closedAsFalse: number;
}

/** As an officer of the source closed it: right, or nothing at all (then it says neither). */
const CONFIRMED = 'drag-confirmed';

export class InboundBook {
  readonly #items = new BoundedMap<string, HeldItem>(MAX_ITEMS);
  readonly #taken = new Map<string, number>();

  taken(from: string): number {
    return this.#taken.get(from) ?? 0;
  }

  count(from: string): void {
    this.#taken.set(from, this.taken(from) + 1);
  }

  takeRelease(entry: InboundEntry, record: FederationRecord, release: Release): void {
    const key = `${entry.nodeId} ${subjectKey(release.subject)}`;
    const before = this.#items.get(key);
    const { origin, nodeId, index, commitment, receivedAtMs } = entry;
    const places = [...(before?.places ?? []), { origin, index }];
    const recalled = before?.recalled ?? false;
    if (before !== undefined && before.release.version >= release.version) {
      this.#items.set(key, { ...before, places });
      return;
    }
    const kept = { origin, nodeId, index, commitment, receivedAtMs };
    this.#items.set(key, { from: nodeId, entry: kept, record, release, recalled, places });
  }

  takeRecall(from: string, subject: Subject): void {
    const key = `${from} ${subjectKey(subject)}`;
    const before = this.#items.get(key);
    if (before !== undefined) this.#items.set(key, { ...before, recalled: true });
  }

  /** Deleted on recall, or because the agreed time is over. */
  forget(from: string, subject: Subject): void {
    this.#items.delete(`${from} ${subjectKey(subject)}`);
  }

  placesOf(from: string, subject: Subject): readonly Place[] {
    return this.#items.get(`${from} ${subjectKey(subject)}`)?.places ?? [];
  }

  /** Received before that time: what retention deletes. */
  subjectsBefore(from: string, beforeMs: number): Subject[] {
    const old: Subject[] = [];
    for (const item of this.#items.values())
      if (item.from === from && item.entry.receivedAtMs < beforeMs) old.push(item.release.subject);
    return old;
  }

  items(isQuarantined: (from: string) => boolean): InboundItem[] {
    return [...this.#items.values()].map((item) => viewOf(item, isQuarantined(item.from)));
  }

  sourceRecord(from: string): SourceRecord {
    let [alerts, withdrawn, confirmed, closedAsFalse] = [0, 0, 0, 0];
    for (const { from: by, release } of this.#items.values()) {
      if (by !== from || release.subject.class !== 'alert') continue;
      const { status, closedAs } = release.document;
      alerts++;
      if (status === 'withdrawn') withdrawn++;
      if (closedAs === CONFIRMED) confirmed++;
      else if (typeof closedAs === 'string') closedAsFalse++;
    }
    return { alerts, withdrawn, confirmed, closedAsFalse };
  }
}

function viewOf({ from, entry, record, release, recalled }: HeldItem, quarantined: boolean): InboundItem {
  return {
    from,
    subject: release.subject,
    version: release.version,
    document: release.document,
    withheld: [...release.withheld],
    label: record.label,
    receivedAt: new Date(entry.receivedAtMs).toISOString(),
    claimedAt: record.claimedAt,
    ref: { origin: entry.origin, index: entry.index, commitment: hexOf(entry.commitment) },
    quarantined,
    recalled,
  };
}
