/**
 * Acts in joint cases. Each is one record, signed once, with a leaf in the own lane and one for each member that is spoken with.
 * Nobody edits another's; what was decided each node computes for itself.
 */
import { MerivahtError } from '../contract/errors.ts';
import { type Label, purposes } from '../contract/label.ts';
import type { PartnerActBody, PartnerActDone } from '../contract/partner-act.ts';
import type { CaseView } from '../contract/partner-views.ts';
import type { RecordBody } from '../contract/record.ts';
import type { SeenRoot } from '../contract/shared-case.ts';
import { hexOf } from '../evidence/bytes.ts';
import { OWN_LANE } from '../evidence/slot.ts';
import { proposalIdOf } from './case-fold.ts';
import { DENIALS, decide } from './gate.ts';
import { type Acting, nameOf } from './node-context.ts';
import { gateQuestion } from './releasing.ts';

type Body<K extends PartnerActBody['kind']> = Extract<PartnerActBody, { kind: K }>;
type Made = Omit<PartnerActDone, 'actId'>;

function caseOf({ state, change, selfId }: Acting, caseId: string): CaseView {
  const found = state.cases.view(caseId, change.nowMs);
  if (found === undefined) throw new MerivahtError('MV-NOT-FOUND', `there is no case ${caseId}`);
  if (!found.members.includes(selfId)) throw new MerivahtError('MV-ACT-REFUSED', 'the case goes on without this node');
  return found;
}

/** What all of these agreed a case may be for, with each of them; none that is common leaves it to the own node. */
function caseLabel({ state, change, selfId }: Acting, members: readonly string[]): Label {
  const others = members.filter((member) => member !== selfId).sort();
  const agreed = others
    .map((member) => state.relations.standing(member, change.nowMs).agreement?.purposes)
    .filter((list) => list !== undefined);
  const common = purposes.filter((purpose) => agreed.every((list) => list.includes(purpose)));
  return {
    tlp: 'amber',
    releasableTo: others,
    purposes: common.length > 0 ? common : ['cable-protection'],
    personal: false,
    exercise: false,
  };
}

/** To the members that are spoken with and whom the gate lets have it. */
function sayInCase(acting: Acting, members: readonly string[], body: RecordBody): void {
  const { state, change } = acting;
  const label = caseLabel(acting, members);
  const lanes = label.releasableTo
    .filter((member) => {
      if (!state.relations.isOpen(member, change.nowMs)) return false;
      const decision = decide(gateQuestion(acting, member, label, 'case', false, change.nowMs));
      if (!decision.allow) acting.denied(member, decision.because);
      return decision.allow;
    })
    .map((member) => state.relations.get(member)!.lane!);
  change.say({ body, label, lanes: [OWN_LANE, ...lanes] });
}

export function openCase(acting: Acting, { title, about, members }: Body<'open-case'>): Made {
  const { state, change, selfId, act, crypto } = acting;
  const all = [...new Set([...members, selfId])].sort();
  const label = caseLabel(acting, all);
  for (const member of all) {
    if (member === selfId) continue;
    if (!state.relations.isOpen(member, change.nowMs))
      throw new MerivahtError('MV-PARTNER-STATE', `${member} is no partner that is spoken with`);
    const decision = decide(gateQuestion(acting, member, label, 'case', false, change.nowMs));
    if (!decision.allow) throw new MerivahtError('MV-RELEASE-DENIED', `${member}: ${DENIALS[decision.because]}`);
  }
  if (all.length < 2) throw new MerivahtError('MV-ACT-REFUSED', 'a case has another member');
  const caseId = `${selfId}:${nameOf(crypto, selfId, act.actId)}`;
  sayInCase(acting, all, { kind: 'case-open', caseId, title, about, members: all });
  return { made: caseId };
}

export function contribute(acting: Acting, { caseId, note, refs }: Body<'contribute'>): Made {
  const { epoch, members } = caseOf(acting, caseId);
  sayInCase(acting, members, { kind: 'case-contribution', caseId, epoch, note, refs });
  return {};
}

export function propose(acting: Acting, body: Body<'propose'>): Made {
  const { crypto, selfId, change } = acting;
  const { epoch, members } = caseOf(acting, body.caseId);
  const { caseId, action, reason, rule, expiresAt, evidence } = body;
  if (!(change.nowMs < Date.parse(expiresAt))) throw new MerivahtError('MV-ACT-REFUSED', 'it would have run out');
  const proposal = { caseId, epoch, action, reason, rule, expiresAt, evidence };
  const proposalId = proposalIdOf(selfId, proposal, crypto);
  sayInCase(acting, members, { kind: 'case-proposal', proposalId, ...proposal });
  return { made: proposalId };
}

export function vote(acting: Acting, { caseId, proposalId, choice, reason }: Body<'vote'>): Made {
  const { members, proposals } = caseOf(acting, caseId);
  if (!proposals.some((proposal) => proposal.proposalId === proposalId))
    throw new MerivahtError('MV-NOT-FOUND', 'there is no such proposal in this case');
  sayInCase(acting, members, {
    kind: 'case-vote',
    caseId,
    proposalId,
    choice,
    reason,
    seen: seenRoots(acting, members),
  });
  return {};
}

/** What this node had verified of the members' logs, its own included, when it voted. */
function seenRoots({ log, peers, state, selfId }: Acting, members: readonly string[]): SeenRoot[] {
  return members.slice(0, 16).flatMap((member) => {
    if (member === selfId) return [{ origin: log.origin, size: log.size, root: hexOf(log.root) }];
    const origin = state.relations.get(member)?.known.logKey.name;
    const row = origin === undefined ? undefined : peers.row(origin);
    return row === undefined ? [] : [{ origin: row.origin, size: row.size, root: hexOf(row.root) }];
  });
}

/** Said by each that stays: it counts once most of them have said the same. */
export function splitCase(acting: Acting, { caseId, members, because }: Body<'split-case'>): Made {
  const { selfId } = acting;
  const before = caseOf(acting, caseId);
  const stay = [...new Set(members)].sort();
  if (!stay.includes(selfId)) throw new MerivahtError('MV-ACT-REFUSED', 'this node is not among those that go on');
  const epoch = before.epoch + 1;
  sayInCase(acting, stay, { kind: 'case-roster', caseId, epoch, members: stay, because });
  return {};
}
