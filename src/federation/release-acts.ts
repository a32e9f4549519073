/** Acts by which officers release, set rules, ask back, share lists and adopt them. */
import { MerivahtError } from '../contract/errors.ts';
import { OWN_NODE_ONLY } from '../contract/label.ts';
import type { PartnerActBody, PartnerActDone } from '../contract/partner-act.ts';
import type { ReleasePreview } from '../contract/partner-views.ts';
import type { Subject } from '../contract/record.ts';
import { hexOf } from '../evidence/bytes.ts';
import { OWN_LANE } from '../evidence/slot.ts';
import { utf8Of } from '../evidence/utf8.ts';
import { DENIALS, decide } from './gate.ts';
import { type Acting, type NodeContext, nameOf, relationLabel } from './node-context.ts';
import { redacted } from './redact.ts';
import { relationTo } from './relation-acts.ts';
import { releasableList, releasableOf } from './releasable.ts';
import { gateQuestion, labelOfOneRelease, previewText, releaseByRules, releaseOwed, sayRelease } from './releasing.ts';
import { MAX_RULES } from './rule-book.ts';

type Body<K extends PartnerActBody['kind']> = Extract<PartnerActBody, { kind: K }>;
type Made = Omit<PartnerActDone, 'actId'>;

/** Exactly what the partner would see. Throws MV-NOT-FOUND where there is no such thing, MV-PARTNER-UNKNOWN. */
export function previewOf(
  context: NodeContext,
  to: string,
  subject: Subject,
  fields: 'all' | readonly string[],
  nowMs: number,
): ReleasePreview {
  relationTo(context, to);
  const thing = releasableOf(context.state, subject);
  if (thing === undefined) throw new MerivahtError('MV-NOT-FOUND', `there is no such ${subject.class} to release`);
  const label = labelOfOneRelease(context, to, thing, nowMs);
  const { document, withheld } = redacted(thing.document, fields);
  const decision = decide(gateQuestion(context, to, label, thing.dataClass, true, nowMs));
  return {
    to,
    subject,
    allowed: decision.allow,
    because: decision.allow ? '' : DENIALS[decision.because],
    label,
    document,
    withheld,
    previewHash: hexOf(context.crypto.sha256(utf8Of(previewText(document, label)))),
  };
}

export function release(acting: Acting, { to, subject, fields, previewHash }: Body<'release'>): Made {
  const { state, change, act } = acting;
  const preview = previewOf(acting, to, subject, fields, change.nowMs);
  if (!preview.allowed) throw new MerivahtError('MV-RELEASE-DENIED', preview.because);
  if (preview.previewHash !== previewHash)
    throw new MerivahtError('MV-PREVIEW-OLD', 'it has changed since it was looked at');
  const thing = releasableOf(state, subject)!;
  const { label, document, withheld } = preview;
  const version = (state.ledger.get(to, subject)?.release.version ?? 0) + 1;
  const planned = { to, version, fields, label, document, withheld, personalOk: true };
  const decision = sayRelease(acting, change, thing, planned, act.approvals);
  if (!decision.allow) throw new MerivahtError('MV-RELEASE-DENIED', DENIALS[decision.because]);
  return {};
}

export function setRule(acting: Acting, { rule }: Body<'set-rule'>): Made {
  const { state, change, act } = acting;
  relationTo(acting, rule.to);
  const before = state.rules.get(rule.ruleId);
  if (before === undefined && state.rules.isFull)
    throw new MerivahtError('MV-ACT-REFUSED', `no more than ${MAX_RULES} rules`);
  if (!rule.inForce && before === undefined)
    throw new MerivahtError('MV-ACT-REFUSED', `there is no rule ${rule.ruleId} to take back`);
  // Taking back says nothing new: the rule as it was, no longer in force.
  const said = rule.inForce || before === undefined ? rule : { ...before, inForce: false };
  const { officerName, approvals } = act;
  change.say({
    body: { kind: 'release-rule', rule: said, approvals: approvals.slice(0, 4), officerName },
    label: OWN_NODE_ONLY,
    lanes: [OWN_LANE],
  });
  if (said.inForce) releaseOwed(acting, change, said.to);
  return { made: said.ruleId };
}

export function recall(acting: Acting, { to, subject, because }: Body<'recall'>): Made {
  const { state, change, crypto, selfId, act } = acting;
  const { lane } = relationTo(acting, to);
  if (lane === undefined || state.ledger.get(to, subject) === undefined)
    throw new MerivahtError('MV-ACT-REFUSED', `nothing of it was released to ${to}`);
  const recallId = nameOf(crypto, selfId, act.actId);
  // Said also to one that is cut off: it reads it if the relation goes on.
  const label = relationLabel(acting, to, change.nowMs);
  change.say({ body: { kind: 'recall', to, recallId, subject, because }, label, lanes: [lane] });
  return { made: recallId };
}

export function answerRecall(acting: Acting, { from, recallId, done, because }: Body<'answer-recall'>): Made {
  const { state, change, selfId } = acting;
  const { lane } = relationTo(acting, from);
  const asked = state.recalls.get(from, recallId);
  if (lane === undefined || asked?.to !== selfId)
    throw new MerivahtError('MV-ACT-REFUSED', `${from} recalled no such thing`);
  if (asked.answered !== 'waiting') throw new MerivahtError('MV-ACT-REFUSED', `it is answered: ${asked.answered}`);
  const forget = done === 'deleted' ? state.inbound.placesOf(from, asked.subject) : [];
  const label = relationLabel(acting, from, change.nowMs);
  change.say({ body: { kind: 'recall-receipt', to: from, recallId, done, because }, label, lanes: [lane] });
  if (forget.length > 0) change.beside({ forget });
  return {};
}

export function setWatchList(acting: Acting, { list }: Body<'set-watch-list'>): Made {
  const { state, change, act } = acting;
  const before = state.lists.own(list.listId);
  if (before === undefined && state.lists.isFull) throw new MerivahtError('MV-ACT-REFUSED', 'there are too many lists');
  if (before !== undefined && list.version <= before.version)
    throw new MerivahtError('MV-ACT-REFUSED', `version ${list.version} does not follow ${before.version}`);
  const { officerName } = act;
  change.say({ body: { kind: 'watch-list', list, officerName }, label: OWN_NODE_ONLY, lanes: [OWN_LANE] });
  for (const { nodeId } of state.relations.all()) releaseByRules(acting, change, nodeId, releasableList(list));
  return { made: list.listId };
}

export function adoptList(acting: Acting, { from, listId, adopted }: Body<'adopt-list'>): Made {
  const { state, change, act } = acting;
  relationTo(acting, from);
  const list = state.lists.shared(from, listId);
  if (list === undefined) throw new MerivahtError('MV-NOT-FOUND', `${from} shared no list ${listId}`);
  if (adopted && !state.relations.isOpen(from, change.nowMs))
    throw new MerivahtError('MV-PARTNER-STATE', `${from} is cut off: what it shared is kept apart`);
  const { officerName } = act;
  change.say({
    body: { kind: 'adoption', from, listId, version: list.version, adopted, officerName },
    label: OWN_NODE_ONLY,
    lanes: [OWN_LANE],
  });
  return {};
}
