/** What was addressed to whom: of each subject the newest version as it went. From own records. */
import type { Label } from '../contract/label.ts';
import type { FederationRecord, Release } from '../contract/record.ts';
import { BoundedMap } from './bounded-map.ts';
import { subjectKey } from './subject-key.ts';

const MAX_SUBJECTS = 100_000;

/** One subject at one partner. */
export interface LedgerItem {
  readonly to: string;
  readonly release: Release;
  readonly label: Label;
  readonly ordinal: number;
}

export class ReleaseLedger {
  /** By subject, then by partner. */
  readonly #items = new BoundedMap<string, Map<string, LedgerItem>>(MAX_SUBJECTS);
  readonly #released = new Map<string, number>();

  get(to: string, subject: Release['subject']): LedgerItem | undefined {
    return this.#items.get(subjectKey(subject))?.get(to);
  }

  /** `to` is whose lane it stands in. */
  fold(to: string, { body, label }: FederationRecord, ordinal: number): void {
    if (body.kind !== 'release') return;
    const { release } = body;
    const key = subjectKey(release.subject);
    const items = this.#items.get(key) ?? new Map<string, LedgerItem>();
    items.set(to, { to, release, label, ordinal });
    this.#items.set(key, items);
    this.#released.set(to, this.released(to) + 1);
  }

  released(to: string): number {
    return this.#released.get(to) ?? 0;
  }

  recipientsOf(subject: Release['subject']): LedgerItem[] {
    return [...(this.#items.get(subjectKey(subject))?.values() ?? [])].sort((a, b) => (a.to < b.to ? -1 : 1));
  }
}
