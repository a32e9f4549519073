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

  /** What became of our recalls of this subject at a partner: deleted by any, kept, or asked. */
  ofSubject(from: string, to: string, isSame: (subject: Subject) => boolean): 'no' | 'asked' | 'deleted' | 'kept' {
    const answers = new Set(
      [...this.#recalls.values()]
        .filter((recall) => recall.from === from && recall.to === to && isSame(recall.subject))
        .map((recall) => this.#answered(recall).answered),
    );
    if (answers.size === 0) return 'no';
    return answers.has('deleted') ? 'deleted' : answers.has('kept') ? 'kept' : 'asked';
  }

  all(): Recall[] {
    const key = (recall: Recall): string => `${recall.from} ${recall.to} ${recall.recallId}`;
    return [...this.#recalls.values()]
      .map((recall) => this.#answered(recall))
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  #answered(recall: Omit<Recall, 'answered'>): Recall {
    const answered = this.#receipts.get(`${recall.to} ${recall.from} ${recall.recallId}`) ?? 'waiting';
    return { ...recall, answered };
  }
}
