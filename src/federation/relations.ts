/**
 * Relations with partners, as cards and own records tell them: who they are, what was agreed, whether they are spoken with, and
 * which lane of the own log is theirs. A lane once given stays that partner's as long as the log lasts.
 */
import type { Agreement, RelationState } from '../contract/agreement.ts';
import { LANES } from '../contract/partner-wire.ts';
import type { FederationRecord } from '../contract/record.ts';
import { bytesOfBase64url } from '../evidence/bytes.ts';
import type { Hashing, Lane } from '../evidence/keeping.ts';
import { decodeVerifierKey, type VerifierKey } from '../evidence/signed-note.ts';
import { assert } from '../lib/assert.ts';
import { type RelationEvent, relationOf, type Relation as Standing } from './agreement-check.ts';
import type { CheckedCard } from './card-check.ts';

/** A card that was checked, with its keys decoded. */
export interface KnownCard extends CheckedCard {
  readonly jws: string;
  readonly logKey: VerifierKey;
  readonly witnessKey: VerifierKey;
  readonly recordKey: Uint8Array;
}

export interface Relation {
  readonly nodeId: string;
  known: KnownCard;
  readonly events: RelationEvent[];
  lane: Lane | undefined;
  /** The standing as it was asked for last: it is asked for many times in one moment. */
  asked:
    | { readonly nowMs: number; readonly count: number; readonly cardHash: string; readonly standing: Standing }
    | undefined;
}

export const MAX_PARTNERS = 64;
/** Acts of persons; beyond it the oldest that a whole agreement has overtaken would have to go, which nobody has needed. */
export const MAX_RELATION_EVENTS = 10_000;

export function knownCard(checked: CheckedCard, jws: string, hashing: Pick<Hashing, 'sha256'>): KnownCard {
  const { keys } = checked.card;
  const logKey = decodeVerifierKey(hashing, keys.log);
  const witnessKey = decodeVerifierKey(hashing, keys.witness);
  const recordKey = bytesOfBase64url(keys.record);
  assert(logKey !== undefined && witnessKey !== undefined && recordKey !== undefined, 'a checked card has good keys');
  return { ...checked, jws, logKey, witnessKey, recordKey };
}

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
    if (before !== undefined) before.known = known;
    else this.#relations.set(nodeId, { nodeId, known, events: [], lane: undefined, asked: undefined });
  }

  byOrigin(origin: string): Relation | undefined {
    for (const relation of this.#relations.values()) if (relation.known.logKey.name === origin) return relation;
    return undefined;
  }

  /** The partner's node of an agreement of this node. */
  partnerOf(agreement: Agreement): string {
    const [a, b] = agreement.sides;
    return a.nodeId === this.#self ? b.nodeId : a.nodeId;
  }

  fold({ body, claimedAt }: FederationRecord): void {
    if (body.kind !== 'agreement' && body.kind !== 'relation') return;
    const nodeId = body.kind === 'agreement' ? this.partnerOf(body.agreement) : body.partner;
    const relation = this.#relations.get(nodeId);
    if (relation === undefined) return;
    relation.events.push({ atMs: Date.parse(claimedAt), body });
    const isWhole = body.kind === 'agreement' && body.signatures.length === 2;
    if (isWhole && relation.lane === undefined && this.hasFreeLane) relation.lane = this.#lanesGiven++;
  }

  /** The state as it is now: an agreement that has run out, or a card that has, suspends by itself. */
  standing(nodeId: string, nowMs: number): Standing {
    const relation = this.#relations.get(nodeId);
    if (relation === undefined) return relationOf([], nowMs);
    const { events, known, asked } = relation;
    if (asked?.nowMs === nowMs && asked.count === events.length && asked.cardHash === known.cardHash)
      return asked.standing;
    const standing = withCard(relationOf(events, nowMs), Date.parse(known.card.validUntil), nowMs);
    relation.asked = { nowMs, count: events.length, cardHash: known.cardHash, standing };
    return standing;
  }

  stateOf(nodeId: string, nowMs: number): RelationState {
    return this.standing(nodeId, nowMs).state;
  }

  isOpen(nodeId: string, nowMs: number): boolean {
    return this.#relations.get(nodeId)?.lane !== undefined && this.stateOf(nodeId, nowMs) === 'active';
  }

  /** Agreed to cosign each other's checkpoints and to compare what was seen of third logs. */
  witnesses(nodeId: string, nowMs: number): boolean {
    return this.isOpen(nodeId, nowMs) && this.standing(nodeId, nowMs).agreement?.witness === true;
  }

  /** Signed by this node and not dead: what the other side's signature makes whole without more persons. */
  isSignedByUs(agreementId: string, nodeId: string): boolean {
    const events = this.#relations.get(nodeId)?.events ?? [];
    const at = events.findLastIndex(
      ({ body }) => body.kind === 'agreement' && body.agreement.agreementId === agreementId,
    );
    return at >= 0 && !events.slice(at).some(({ body }) => body.kind === 'relation' && body.change === 'revoked');
  }
}

function withCard(standing: Standing, cardEndsMs: number, nowMs: number): Standing {
  if (standing.state !== 'active' || nowMs < cardEndsMs) return standing;
  return { ...standing, state: 'suspended', sinceMs: cardEndsMs, because: "The partner's card has run out." };
}
