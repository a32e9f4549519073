/** Asking a partner, and answering one under this node's own policy. */
import { MerivahtError } from '../contract/errors.ts';
import type { Label } from '../contract/label.ts';
import type { PartnerActBody, PartnerActDone } from '../contract/partner-act.ts';
import { OWN_LANE } from '../evidence/slot.ts';
import type { FoundShips } from './federation.ts';
import { DENIALS, decide } from './gate.ts';
import { type Acting, type NodeContext, nameOf, relationLabel } from './node-context.ts';
import type { Change } from './own-records.ts';
import { type AnswerBody, type HeldQuestion, MAX_SHIPS } from './questions.ts';
import { relationTo } from './relation-acts.ts';
import { gateQuestion } from './releasing.ts';

type Body<K extends PartnerActBody['kind']> = Extract<PartnerActBody, { kind: K }>;
type Made = Omit<PartnerActDone, 'actId'>;

const forPurpose = (to: string, purpose: Label['purposes'][number]): Label => ({
  tlp: 'amber',
  releasableTo: [to],
  purposes: [purpose],
  personal: false,
  exercise: purpose === 'exercise',
});

export function ask(acting: Acting, { to, purpose, ring, from, until }: Body<'ask'>): Made {
  const { crypto, selfId, act, change } = acting;
  const { lane } = relationTo(acting, to);
  const label = forPurpose(to, purpose);
  const decision = decide(gateQuestion(acting, to, label, 'question', false, change.nowMs));
  if (!decision.allow) throw new MerivahtError('MV-RELEASE-DENIED', DENIALS[decision.because]);
  const questionId = nameOf(crypto, selfId, act.actId);
  change.say({ body: { kind: 'question', questionId, to, purpose, ring, from, until }, label, lanes: [lane!] });
  return { made: questionId };
}

export function sayAnswer(
  context: NodeContext,
  change: Change,
  { from, question }: HeldQuestion,
  found: FoundShips,
): void {
  const { questionId, purpose } = question;
  const label = forPurpose(from, purpose);
  const decision = decide(gateQuestion(context, from, label, 'answer', false, change.nowMs));
  if (!decision.allow) {
    sayRefusal(context, change, from, questionId, 'the agreement does not cover this answer');
    return;
  }
  const ships = found.ships.slice(0, MAX_SHIPS).map(({ mmsi, name, firstMs, lastMs }) => ({
    mmsi,
    ...(name === undefined ? {} : { name: name.slice(0, 40) }),
    firstAt: new Date(firstMs).toISOString(),
    lastAt: new Date(lastMs).toISOString(),
  }));
  const body: AnswerBody = {
    kind: 'answer',
    to: from,
    questionId,
    answered: found.watched ? 'yes' : 'not-watched',
    because: '',
    ships: found.watched ? ships : [],
    truncated: found.watched && (found.truncated || found.ships.length > MAX_SHIPS),
  };
  change.say({ body, label, lanes: [context.state.relations.get(from)!.lane!] });
}

/** Where not even a refusal may go, it is kept in the own log. */
export function sayRefusal(
  context: NodeContext,
  change: Change,
  to: string,
  questionId: string,
  because: string,
): void {
  const label = relationLabel(context, to, change.nowMs);
  const decision = decide(gateQuestion(context, to, label, 'relation', false, change.nowMs));
  const lane = context.state.relations.get(to)?.lane;
  const body: AnswerBody = {
    kind: 'answer',
    to,
    questionId,
    answered: 'refused',
    because,
    ships: [],
    truncated: false,
  };
  change.say({ body, label, lanes: [decision.allow && lane !== undefined ? lane : OWN_LANE] });
}
