/** Recalls, ours and partners': who asked whom to delete what, and what was answered. Advice: who has it may keep it. */
import type { PartnersState } from '../contract/partner-views.ts';
import type { FederationRecord, Subject } from '../contract/record.ts';
import { BoundedMap } from './bounded-map.ts';

type Recall = PartnersState['recalls'][number];
const MAX_RECALLS = 5000;

export class RecallBook {
  readonly #recalls = new BoundedMap<string, Omit<Recall, 'answered'>>(MAX_RECALLS);
  /** By who answered, whom, and what: own records are read before a partner's at a start, so a receipt may come first. */
  readonly #receipts = new BoundedMap<string, 'deleted' | 'kept'>(MAX_RECALLS);

  get(from: string, recallId: string): Recall | undefined {
    const recall = this.#recalls.get(`${from} ${recallId}`);
    return recall === undefined ? undefined : this.#answered(recall);
  }

  /** `by` wrote the record. */
  fold(by: string, { body }: FederationRecord): void {
    if (body.kind === 'recall') {
      const { recallId, to, subject, because } = body;
      const key = `${by} ${recallId}`;
      if (!this.#recalls.has(key)) this.#recalls.set(key, { recallId, from: by, to, subject, because });
    } else if (body.kind === 'recall-receipt') {
      const key = `${by} ${body.to} ${body.recallId}`;
      if (!this.#receipts.has(key)) this.#receipts.set(key, body.done);
    }
  }

  /** What became of our recall of this subject at a partner; the newest counts. */
  ofSubject(from: string, to: string, isSame: (subject: Subject) => boolean): 'no' | 'asked' | 'deleted' | 'kept' {
    let found: 'no' | 'asked' | 'deleted' | 'kept' = 'no';
    for (const recall of this.all())
      if (recall.from === from && recall.to === to && isSame(recall.subject))
        found = recall.answered === 'waiting' ? 'asked' : recall.answered;
    return found;
  }

  all(): Recall[] {
    return [...this.#recalls.values()].map((recall) => this.#answered(recall));
  }

  #answered(recall: Omit<Recall, 'answered'>): Recall {
    const answered = this.#receipts.get(`${recall.to} ${recall.from} ${recall.recallId}`) ?? 'waiting';
    return { ...recall, answered };
  }
}
