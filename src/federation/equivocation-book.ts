/** Logs that were caught saying two things, with the proofs: from own records. */
import type { PartnersState } from '../contract/partner-views.ts';
import type { FederationRecord } from '../contract/record.ts';
import type { EquivocationProof } from './equivocation.ts';

const MAX_PROOFS = 100;

export interface Caught {
  readonly partner: string;
  readonly caughtAt: string;
  readonly proof: EquivocationProof;
}

export class EquivocationBook {
  readonly #caught: Caught[] = [];

  fold({ body, claimedAt }: FederationRecord): void {
    if (body.kind !== 'equivocation' || this.#caught.length >= MAX_PROOFS) return;
    const { partner, notes, prefixRoot, proof } = body;
    const kept = { notes, proof, ...(prefixRoot === undefined ? {} : { prefixRoot }) };
    this.#caught.push({ partner, caughtAt: claimedAt, proof: kept });
  }

  /** One proof a partner convicts; more would only fill the log. */
  has(partner: string): boolean {
    return this.#caught.some((caught) => caught.partner === partner);
  }

  all(): readonly Caught[] {
    return this.#caught;
  }

  views(): PartnersState['equivocations'] {
    return this.#caught.map(({ partner, caughtAt, proof }) => ({
      partner,
      caughtAt,
      notes: [...proof.notes],
      proof: [...(proof.prefixRoot === undefined ? [] : [proof.prefixRoot]), ...proof.proof],
    }));
  }
}
