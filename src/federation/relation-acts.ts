/** Acts by which a relation begins, is cut, goes on and ends. */
import { type Agreement, SIGNED_AGREEMENT_SCHEMA, type SignedAgreement } from '../contract/agreement.ts';
import { canonicalJson } from '../contract/canonical-json.ts';
import { MerivahtError } from '../contract/errors.ts';
import { OWN_NODE_ONLY } from '../contract/label.ts';
import type { PartnerActBody, PartnerActDone } from '../contract/partner-act.ts';
import { signJws } from '../evidence/jws.ts';
import { OWN_LANE } from '../evidence/slot.ts';
import { AGREEMENT_TYP, checkAgreement } from './agreement-check.ts';
import { checkCard } from './card-check.ts';
import { areSameWords, twelveWords } from './fingerprint.ts';
import type { Acting } from './node-context.ts';
import { knownCard, MAX_PARTNERS, MAX_RELATION_EVENTS, type Relation } from './relations.ts';
import { releaseOwed } from './releasing.ts';

type Body<K extends PartnerActBody['kind']> = Extract<PartnerActBody, { kind: K }>;
type Made = Omit<PartnerActDone, 'actId'>;

export function relationTo({ state }: Pick<Acting, 'state'>, partner: string): Relation {
  const relation = state.relations.get(partner);
  if (relation === undefined) throw new MerivahtError('MV-PARTNER-UNKNOWN', `no card of ${partner}`);
  if (relation.events.length >= MAX_RELATION_EVENTS)
    throw new MerivahtError('MV-PARTNER-STATE', `too much has happened with ${partner} to record more`);
  return relation;
}

export function addCard(acting: Acting, { card }: Body<'add-card'>): Made {
  const { state, crypto, change, selfId } = acting;
  const kid = /^[^.]+/.exec(card.jws)?.[0] ?? '';
  const before = state.relations.all().find((relation) => headerOf(relation.known.jws) === kid);
  const checked = checkCard(card, before?.known, change.nowMs, crypto);
  if ('refused' in checked) throw new MerivahtError('MV-CARD-INVALID', `the card is refused: ${checked.refused}`);
  const { nodeId } = checked.ok.card;
  if (nodeId === selfId) throw new MerivahtError('MV-CARD-INVALID', 'it is the card of this node');
  if (state.relations.get(nodeId)?.known.cardHash === checked.ok.cardHash) return { made: nodeId };
  if (state.relations.all().length >= MAX_PARTNERS)
    throw new MerivahtError('MV-PARTNER-STATE', `no more than ${MAX_PARTNERS} partners`);
  state.relations.takeCard(knownCard(checked.ok, card.jws, crypto));
  change.say({ body: { kind: 'node-card', card: card.jws }, label: OWN_NODE_ONLY, lanes: [OWN_LANE] });
  change.beside({ cards: [{ nodeId, jws: card.jws }] });
  return { made: nodeId };
}

/** The header's text: one spelling a node. */
const headerOf = (jws: string): string => jws.slice(0, jws.indexOf('.'));

export function agree(acting: Acting, body: Body<'agree'>): Made {
  const { own, crypto, signers, selfId, act } = acting;
  const relation = relationTo(acting, body.partner);
  const words = twelveWords(own.cardHash, relation.known.cardHash, crypto);
  if (!areSameWords(words, body.words))
    throw new MerivahtError('MV-WORDS-DIFFER', `the words given are not those of this node and ${body.partner}`);
  const { agreement, signed } = body;
  if (signed !== undefined && canonicalJson(signed.agreement) !== canonicalJson(agreement))
    throw new MerivahtError('MV-AGREEMENT-INVALID', 'what the partner signed is another agreement');
  const [first, second] = act.approvals;
  const ours = {
    nodeId: selfId,
    jws: signJws({ typ: AGREEMENT_TYP, kid: selfId }, agreement, signers.record).jws,
    approvals: [first!, second!] as [typeof first & object, typeof second & object],
  };
  const theirs = (signed?.signatures ?? []).filter((signature) => signature.nodeId !== selfId);
  return record(acting, relation, { schema: SIGNED_AGREEMENT_SCHEMA, agreement, signatures: [ours, ...theirs] });
}

export function takeAgreement(acting: Acting, body: Body<'take-agreement'>): Made {
  const { state } = acting;
  const relation = relationTo(acting, body.partner);
  const { agreement, signatures } = body.agreement;
  if (signatures.length !== 2) throw new MerivahtError('MV-AGREEMENT-INVALID', 'not both sides have signed it');
  if (!state.relations.isSignedByUs(agreement.agreementId, body.partner))
    throw new MerivahtError(
      'MV-AGREEMENT-INVALID',
      'two officers of this node have not agreed to it, or it was revoked',
    );
  return record(acting, relation, body.agreement);
}

function record(acting: Acting, relation: Relation, signed: SignedAgreement): Made {
  const { state, own, crypto, change } = acting;
  const { agreement, signatures } = signed;
  refuseDead(relation, agreement, change.nowMs);
  const checked = checkAgreement(signed, [own, relation.known], crypto);
  if ('refused' in checked) throw new MerivahtError('MV-AGREEMENT-INVALID', `it is refused: ${checked.refused}`);
  const isWhole = checked.ok.signedBy.length === 2;
  if (isWhole && relation.lane === undefined && !state.relations.hasFreeLane)
    throw new MerivahtError('MV-PARTNER-STATE', 'this log has no place for another partner');
  const approvals = signatures.flatMap((signature) => signature.approvals);
  change.say({
    body: { kind: 'agreement', agreement, signatures: signatures.map(({ jws }) => jws), approvals },
    label: OWN_NODE_ONLY,
    lanes: [OWN_LANE],
  });
  if (isWhole) releaseOwed(acting, change, relation.nodeId);
  return { made: agreement.agreementId, agreement: signed };
}

function refuseDead({ events, nodeId }: Relation, agreement: Agreement, nowMs: number): void {
  if (!(nowMs < Date.parse(agreement.notAfter))) throw new MerivahtError('MV-AGREEMENT-INVALID', 'it has run out');
  const known = events.findIndex(
    ({ body }) => body.kind === 'agreement' && body.agreement.agreementId === agreement.agreementId,
  );
  const isDead =
    known >= 0 && events.slice(known).some(({ body }) => body.kind === 'relation' && body.change === 'revoked');
  if (isDead) throw new MerivahtError('MV-AGREEMENT-INVALID', `it was revoked: agree anew with ${nodeId}`);
}

export function suspend(acting: Acting, { partner, because }: Body<'suspend'>): Made {
  return sayRelation(acting, partner, 'suspended', because, ['proposed', 'active', 'suspended']);
}

export function resume(acting: Acting, { partner, because }: Body<'resume'>): Made {
  const made = sayRelation(acting, partner, 'resumed', because, ['suspended']);
  const { state, change } = acting;
  const after = state.relations.standing(partner, change.nowMs);
  if (after.state !== 'active') throw new MerivahtError('MV-PARTNER-STATE', `${partner}: ${after.because}`);
  releaseOwed(acting, change, partner);
  return made;
}

export function revoke(acting: Acting, { partner, because }: Body<'revoke'>): Made {
  return sayRelation(acting, partner, 'revoked', because, ['proposed', 'active', 'suspended']);
}

function sayRelation(
  acting: Acting,
  partner: string,
  change: 'suspended' | 'resumed' | 'revoked',
  because: string,
  from: readonly string[],
): Made {
  const { state, act } = acting;
  relationTo(acting, partner);
  const now = state.relations.standing(partner, acting.change.nowMs);
  if (!from.includes(now.state)) throw new MerivahtError('MV-PARTNER-STATE', `${partner} is ${now.state}`);
  const { officerName } = act;
  const approvals = act.approvals.slice(0, 4);
  acting.change.say({
    body: { kind: 'relation', partner, change, because, approvals, officerName },
    label: OWN_NODE_ONLY,
    lanes: [OWN_LANE],
  });
  return {};
}
