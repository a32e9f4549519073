/** Joint cases as this node holds them: the signed records of all members, own and inbound. What follows from them is computed. */
import type { CaseView } from '../contract/partner-views.ts';
import type { FederationRecord } from '../contract/record.ts';
import type { Hashing } from '../evidence/keeping.ts';
import { caseViewsOf } from './case-fold.ts';
import { type CaseRecord, isCaseBody } from './case-record.ts';

const MAX_CASES = 500;
const MAX_RECORDS_A_CASE = 5000;

export class CaseBook {
  readonly #cases = new Map<string, CaseRecord[]>();
  readonly #self: string;
  readonly #hashing: Pick<Hashing, 'sha256'>;
  /** Records that found no room. */
  overflown = 0;

  constructor(selfId: string, hashing: Pick<Hashing, 'sha256'>) {
    this.#self = selfId;
    this.#hashing = hashing;
  }

  /** `seenAtMs`: when it was received; of own records when they were made. */
  fold(author: string, { body, claimedAt }: FederationRecord, seenAtMs: number): void {
    if (!isCaseBody(body)) return;
    const records = this.#cases.get(body.caseId) ?? [];
    const isFull = records.length >= MAX_RECORDS_A_CASE || (records.length === 0 && this.#cases.size >= MAX_CASES);
    if (isFull) {
      this.overflown++;
      return;
    }
    records.push({ author, claimedAtMs: Date.parse(claimedAt), seenAtMs, body });
    this.#cases.set(body.caseId, records);
  }

  /** Undefined where its opening has not come. */
  view(caseId: string, nowMs: number): CaseView | undefined {
    const records = this.#cases.get(caseId) ?? [];
    return caseViewsOf(records, { selfId: this.#self, nowMs, hashing: this.#hashing })[0];
  }

  views(nowMs: number): CaseView[] {
    return [...this.#cases.keys()]
      .sort()
      .map((caseId) => this.view(caseId, nowMs))
      .filter((view) => view !== undefined);
  }

  /** Of the fold's input, for who compares two nodes. */
  records(caseId: string): readonly CaseRecord[] {
    return this.#cases.get(caseId) ?? [];
  }
}
