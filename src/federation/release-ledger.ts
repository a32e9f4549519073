/** What was addressed to whom: the versions of each subject with the newest as it went, and how many other records. From own records. */
import type { Label } from '../contract/label.ts';
import type { FederationRecord, Release } from '../contract/record.ts';
import { BoundedMap } from './bounded-map.ts';
import { subjectKey } from './subject-key.ts';

const MAX_SUBJECTS = 100_000;

/** One subject at one partner. */
export interface LedgerItem {
  readonly to: string;
  /** The newest. */
  readonly release: Release;
  readonly label: Label;
  /** Every field that any version had. */
  readonly fields: readonly string[];
  readonly firstAt: string;
  readonly lastAt: string;
  readonly firstOrdinal: number;
  readonly lastOrdinal: number;
}

export class ReleaseLedger {
  readonly #items = new BoundedMap<string, LedgerItem>(MAX_SUBJECTS);
  readonly #released = new Map<string, number>();
  readonly #others = new Map<string, Map<string, number>>();

  get(to: string, subject: Release['subject']): LedgerItem | undefined {
    return this.#items.get(`${to} ${subjectKey(subject)}`);
  }

  /** `to` is whose lane it stands in. */
  fold(to: string, { body, label, claimedAt }: FederationRecord, ordinal: number): void {
    if (body.kind !== 'release') {
      const others = this.#others.get(to) ?? new Map<string, number>();
      others.set(body.kind, (others.get(body.kind) ?? 0) + 1);
      this.#others.set(to, others);
      return;
    }
    const { release } = body;
    const before = this.get(to, release.subject);
    const fields = [...new Set([...(before?.fields ?? []), ...Object.keys(release.document)])].sort();
    this.#released.set(to, this.released(to) + 1);
    this.#items.set(`${to} ${subjectKey(release.subject)}`, {
      to,
      release,
      label,
      fields,
      firstAt: before?.firstAt ?? claimedAt,
      lastAt: claimedAt,
      firstOrdinal: before?.firstOrdinal ?? ordinal,
      lastOrdinal: ordinal,
    });
  }

  released(to: string): number {
    return this.#released.get(to) ?? 0;
  }

  itemsOf(to: string): LedgerItem[] {
    return [...this.#items.values()].filter((item) => item.to === to);
  }

  recipientsOf(subject: Release['subject']): LedgerItem[] {
    const key = subjectKey(subject);
    return [...this.#items.values()].filter((item) => subjectKey(item.release.subject) === key);
  }

  othersOf(to: string): Record<string, number> {
    return Object.fromEntries([...(this.#others.get(to) ?? [])].sort());
  }
}
