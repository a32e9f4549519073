/** Joint cases as this node holds them: the signed records of all members, own and inbound, each once. What follows is computed. */
import type { CaseView } from '../contract/partner-views.ts';
import type { FederationRecord, RecordBody } from '../contract/record.ts';

export type CaseBody = Extract<RecordBody, { kind: `case-${string}` }>;

export interface CaseRecord {
  /** Who signed it. */
  readonly by: string;
  readonly claimedAt: string;
  readonly body: CaseBody;
}

const MAX_CASES = 500;
const MAX_RECORDS_A_CASE = 5000;

export class CaseBook {
  readonly #cases = new Map<string, CaseRecord[]>();
  readonly #self: string;
  /** Records that found no room. */
  overflown = 0;

  constructor(self: string) {
    this.#self = self;
  }

  fold(by: string, { body, claimedAt }: FederationRecord): void {
    if (!isCase(body)) return;
    const records = this.#cases.get(body.caseId) ?? [];
    const isFull = records.length >= MAX_RECORDS_A_CASE || (records.length === 0 && this.#cases.size >= MAX_CASES);
    if (isFull) {
      this.overflown++;
      return;
    }
    records.push({ by, claimedAt, body });
    this.#cases.set(body.caseId, records);
  }

  records(caseId: string): readonly CaseRecord[] {
    return this.#cases.get(caseId) ?? [];
  }

  view(caseId: string, nowMs: number): CaseView | undefined {
    return undefined;
  }

  views(nowMs: number): CaseView[] {
    return [...this.#cases.keys()].map((caseId) => this.view(caseId, nowMs)).filter((view) => view !== undefined);
  }

  /** The highest epoch that somebody has said for exactly these members, less one, so that the next to say it says the same. */
  begunEpoch(caseId: string, members: readonly string[]): number {
    let epoch = -1;
    for (const { body } of this.records(caseId))
      if (body.kind === 'case-roster' && body.members.join() === members.join()) epoch = Math.max(epoch, body.epoch - 1);
    return epoch;
  }
}

const isCase = (body: RecordBody): body is CaseBody => body.kind.startsWith('case-');
