/** A record of a joint case as the fold takes it. Its place in a log is not part of it: it stands in one leaf for each recipient. */
import { canonicalJson } from '../contract/canonical-json.ts';
import type { RecordBody } from '../contract/record.ts';

type CaseKind = 'case-open' | 'case-roster' | 'case-contribution' | 'case-proposal' | 'case-vote';
export type CaseBody = Extract<RecordBody, { kind: CaseKind }>;

export interface CaseRecord {
  readonly author: string;
  /** By the author's clock. */
  readonly claimedAtMs: number;
  /** When it was first witnessed by another node or received here; of own records when they were made. */
  readonly seenAtMs: number;
  readonly body: CaseBody;
}

export const isCaseBody = (body: RecordBody): body is CaseBody => body.kind.startsWith('case-');

/** The same statement, however often it came: its earliest sighting counts. In an order that does not depend on how they came. */
export function inOneOrder(records: Iterable<CaseRecord>): readonly CaseRecord[] {
  const byKey = new Map<string, CaseRecord>();
  for (const record of records) {
    const { author, claimedAtMs, body } = record;
    // A time that is none: 31 February is a well-formed text.
    if (!Number.isFinite(claimedAtMs) || !Number.isFinite(record.seenAtMs)) continue;
    const key = canonicalJson({ author, claimedAtMs, body });
    const before = byKey.get(key);
    if (before === undefined || record.seenAtMs < before.seenAtMs) byKey.set(key, record);
  }
  return [...byKey]
    .sort(([keyA, a], [keyB, b]) => a.claimedAtMs - b.claimedAtMs || (keyA < keyB ? -1 : 1))
    .map(([, record]) => record);
}

/** A back-dated record is not older than when somebody saw it. */
export const heldAtMs = ({ claimedAtMs, seenAtMs }: CaseRecord): number => Math.max(claimedAtMs, seenAtMs);
