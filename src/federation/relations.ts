/**
 * Relations with partners, as the own records and the cards tell them: who they are, what was agreed, whether they are spoken
 * with, and which lane of the own log is theirs. A lane once given stays that partner's as long as the log lasts.
 */
import type { Agreement, RelationState } from '../contract/agreement.ts';
import type { NodeCard } from '../contract/node-card.ts';
import { LANES } from '../contract/partner-wire.ts';
import type { FederationRecord } from '../contract/record.ts';
import type { Lane } from '../evidence/keeping.ts';
import type { VerifierKey } from '../evidence/signed-note.ts';

/** A card that was checked, with its keys decoded. */
export interface KnownCard {
  readonly card: NodeCard;
  readonly cardHash: string;
  readonly jws: string;
  readonly logKey: VerifierKey;
  readonly witnessKey: VerifierKey;
  readonly recordKey: Uint8Array;
}

export interface Relation {
  readonly nodeId: string;
  readonly known: KnownCard;
  readonly state: RelationState;
  readonly sinceMs: number;
  readonly because: string;
  /** In force once both have signed. */
  readonly agreement: Agreement | undefined;
  /** Signed by this side, not yet by the other. Cutting takes it back. */
  readonly proposed: Agreement | undefined;
  readonly lane: Lane | undefined;
  readonly agreementsRevoked: readonly string[];
}

export const MAX_PARTNERS = 64;

export class Relations {
  readonly #self: string;
  readonly #relations = new Map<string, Relation>();
  #lanesGiven = 0;

  constructor(self: string) {
    this.#self = self;
  }

  get(nodeId: string): Relation | undefined {
    return this.#relations.get(nodeId);
  }

  /** Sorted by node. */
  all(): Relation[] {
    return [...this.#relations.values()].sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1));
  }

  get hasFreeLane(): boolean {
    return this.#lanesGiven < LANES;
  }

  takeCard(known: KnownCard): void {
    const { nodeId } = known.card;
    const before = this.#relations.get(nodeId);
    this.#relations.set(
      nodeId,
      before === undefined
        ? {
            nodeId,
            known,
            state: 'proposed',
            sinceMs: Date.parse(known.card.issuedAt),
            because: '',
            agreement: undefined,
            proposed: undefined,
            lane: undefined,
            agreementsRevoked: [],
          }
        : { ...before, known },
    );
  }

  /** The partner's node of an agreement. */
  partnerOf(agreement: Agreement): string {
    const [a, b] = agreement.sides;
    return a.nodeId === this.#self ? b.nodeId : a.nodeId;
  }

  fold(record: FederationRecord): void {
    const { body } = record;
    const atMs = Date.parse(record.claimedAt);
    if (body.kind === 'agreement') this.#agree(body.agreement, body.signatures.length === 2, atMs);
    else if (body.kind === 'relation') this.#change(body.partner, body.change, body.because, atMs);
  }

  /** The state as it is shown: an agreement that has run out, or a card, suspends by itself. */
  stateOf(nodeId: string, nowMs: number): { readonly state: RelationState; readonly because: string } {
    const relation = this.#relations.get(nodeId);
    if (relation === undefined) return { state: 'proposed', because: '' };
    if (relation.state !== 'active' || relation.agreement === undefined)
      return { state: relation.state, because: relation.because };
    if (nowMs < Date.parse(relation.agreement.notBefore))
      return { state: 'suspended', because: 'the agreement has not begun' };
    if (nowMs >= Date.parse(relation.agreement.notAfter))
      return { state: 'suspended', because: 'the agreement has run out' };
    if (nowMs >= Date.parse(relation.known.card.validUntil))
      return { state: 'suspended', because: "the partner's card has run out" };
    return { state: 'active', because: relation.because };
  }

  isOpen(nodeId: string, nowMs: number): boolean {
    const relation = this.#relations.get(nodeId);
    return relation?.lane !== undefined && this.stateOf(nodeId, nowMs).state === 'active';
  }

  #agree(agreement: Agreement, isWhole: boolean, atMs: number): void {
    const relation = this.#relations.get(this.partnerOf(agreement));
    if (relation === undefined) return;
    if (!isWhole) {
      this.#relations.set(relation.nodeId, { ...relation, proposed: agreement });
      return;
    }
    const lane = relation.lane ?? (this.#lanesGiven < LANES ? this.#lanesGiven++ : undefined);
    const because = '';
    this.#relations.set(relation.nodeId, {
      ...relation, state: 'active', sinceMs: atMs, because, agreement, proposed: undefined, lane,
    }); // biome-ignore format: one change reads better in a line
  }

  #change(nodeId: string, change: 'suspended' | 'resumed' | 'revoked', because: string, atMs: number): void {
    const relation = this.#relations.get(nodeId);
    if (relation === undefined) return;
    const revoked = change === 'revoked' ? relation.agreement?.agreementId : undefined;
    this.#relations.set(nodeId, {
      ...relation,
      state: change === 'resumed' ? 'active' : change,
      sinceMs: atMs,
      because,
      proposed: undefined,
      agreementsRevoked: revoked === undefined ? relation.agreementsRevoked : [...relation.agreementsRevoked, revoked],
    });
  }
}
