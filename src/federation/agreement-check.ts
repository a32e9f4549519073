/** Agreements: whether one is good between two cards, and how a relation stands after all that was recorded of it. */
import {
  type Agreement,
  type Approval,
  MAX_AGREEMENT_MS,
  type RelationState,
  type SignedAgreement,
} from '../contract/agreement.ts';
import { canonicalJson } from '../contract/canonical-json.ts';
import type { RecordBody } from '../contract/record.ts';
import { bytesOfBase64url } from '../evidence/bytes.ts';
import { openJws } from '../evidence/jws.ts';
import type { Verifying } from '../evidence/keeping.ts';
import { approvalFault, areTwoOfficers } from './approvals.ts';
import type { CheckedCard } from './card-check.ts';
import { isInForce } from './gate.ts';

export const AGREEMENT_TYP = 'merivaht-agreement+jws';

/** What both sides sign: the payload of both JWS is this text. */
export const agreementText = (agreement: Agreement): string => canonicalJson(agreement);

export type AgreementFault =
  | 'sides-not-sorted'
  | 'other-sides'
  | 'other-card'
  | 'bad-times'
  | 'signer-unknown'
  | 'bad-signature'
  | 'one-officer'
  | 'bad-approval';

/** `signedBy`: the sides whose signature and approvals are good; both, and it is whole. */
export function checkAgreement(
  signed: SignedAgreement,
  cards: readonly [CheckedCard, CheckedCard],
  verifying: Verifying,
): { readonly ok: { readonly signedBy: readonly string[] } } | { readonly refused: AgreementFault } {
  const { agreement, signatures } = signed;
  const refused = termsFault(agreement, cards);
  if (refused !== undefined) return { refused };
  const signedBy: string[] = [];
  const officerKeys = new Set<string>();
  for (const { nodeId, jws, approvals } of signatures) {
    const signer = cards.find(({ card }) => card.nodeId === nodeId);
    const key = signer === undefined ? undefined : bytesOfBase64url(signer.card.keys.record);
    if (key === undefined || signedBy.includes(nodeId)) return { refused: 'signer-unknown' };
    const opened = openJws(jws, { kid: nodeId, typ: AGREEMENT_TYP }, key, verifying);
    if (!opened.ok || opened.payloadText !== agreementText(agreement)) return { refused: 'bad-signature' };
    const approved = { nodeId, actId: agreement.agreementId, body: agreement };
    const fault = approvalFault(approved, approvals, verifying);
    if (fault !== undefined) return { refused: fault === 'one-officer' ? fault : 'bad-approval' };
    for (const { publicKey } of approvals) officerKeys.add(publicKey);
    signedBy.push(nodeId);
  }
  // One person does not stand on both sides.
  if (officerKeys.size !== countOf(signatures.map((s) => s.approvals))) return { refused: 'one-officer' };
  return { ok: { signedBy } };
}

const countOf = (lists: readonly (readonly Approval[])[]): number => lists.reduce((sum, list) => sum + list.length, 0);

function termsFault(agreement: Agreement, cards: readonly CheckedCard[]): AgreementFault | undefined {
  const [first, second] = agreement.sides;
  if (!(first.nodeId < second.nodeId)) return 'sides-not-sorted';
  for (const side of agreement.sides) {
    const own = cards.find(({ card }) => card.nodeId === side.nodeId);
    if (own === undefined) return 'other-sides';
    if (own.cardHash !== side.cardHash) return 'other-card';
  }
  const lengthMs = Date.parse(agreement.notAfter) - Date.parse(agreement.notBefore);
  return lengthMs > 0 && lengthMs <= MAX_AGREEMENT_MS ? undefined : 'bad-times';
}

/** What the own log says of one partner, in its order. Signatures and approvals were checked before it was recorded. */
export interface RelationEvent {
  readonly atMs: number;
  readonly body: Extract<RecordBody, { kind: 'agreement' | 'relation' }>;
}

export interface Relation {
  readonly state: RelationState;
  readonly sinceMs: number;
  /** In an officer's own words where an officer did it. */
  readonly because: string;
  /** The one in force or the last that was; absent where none was ever whole, and after revocation. */
  readonly agreement?: Agreement;
}

/**
 * `proposed` until an agreement is whole and begins. Running out suspends by itself, and only a new agreement mends it; what a
 * person or an equivocation suspended, two persons resume. Revoking takes two persons too (one person's word only suspends), and
 * no agreement that was on the table then comes back: peering again takes one with a new id.
 */
export function relationOf(events: readonly RelationEvent[], nowMs: number): Relation {
  const dead = new Set<string>();
  const known = new Set<string>();
  let whole: { readonly agreement: Agreement; readonly atMs: number }[] = [];
  let cut: { readonly sinceMs: number; readonly because: string } | undefined;
  let resumedMs = 0;
  let revoked: { readonly sinceMs: number; readonly because: string } | undefined;
  for (const { atMs, body } of events) {
    if (body.kind === 'agreement') {
      const { agreementId } = body.agreement;
      known.add(agreementId);
      if (dead.has(agreementId) || body.signatures.length < 2) continue;
      if (whole.some(({ agreement }) => agreement.agreementId === agreementId)) continue;
      whole.push({ agreement: body.agreement, atMs });
      revoked = undefined;
      continue;
    }
    const { change, because, approvals } = body;
    if (change === 'resumed') {
      if (!areTwoOfficers(approvals) || cut === undefined) continue;
      cut = undefined;
      resumedMs = atMs;
    } else if (change === 'revoked' && areTwoOfficers(approvals)) {
      for (const id of known) dead.add(id);
      whole = [];
      cut = undefined;
      revoked ??= { sinceMs: atMs, because };
    } else if (revoked === undefined) cut ??= { sinceMs: atMs, because };
  }
  if (revoked !== undefined) return { state: 'revoked', ...revoked };
  const stands = standing(whole, resumedMs, nowMs);
  return cut === undefined ? stands : { ...stands, state: 'suspended', ...cut };
}

function standing(
  whole: readonly { readonly agreement: Agreement; readonly atMs: number }[],
  resumedMs: number,
  nowMs: number,
): Relation {
  const inForce = whole.findLast(({ agreement }) => isInForce(agreement, nowMs));
  if (inForce !== undefined) {
    const { agreement, atMs } = inForce;
    const sinceMs = Math.max(atMs, Date.parse(agreement.notBefore), resumedMs);
    return { state: 'active', sinceMs, because: '', agreement };
  }
  const ranOut = whole.filter(({ agreement }) => Date.parse(agreement.notAfter) <= nowMs).at(-1);
  if (ranOut !== undefined) {
    const { agreement } = ranOut;
    return {
      state: 'suspended',
      sinceMs: Date.parse(agreement.notAfter),
      because: 'The agreement has run out.',
      agreement,
    };
  }
  const waiting = whole.at(-1);
  if (waiting === undefined) return { state: 'proposed', sinceMs: 0, because: 'No agreement is signed by both sides.' };
  return { state: 'proposed', sinceMs: waiting.atMs, because: 'The agreement has not begun.' };
}
