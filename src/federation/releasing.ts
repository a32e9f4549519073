/**
 * Releases: what a standing rule lets go by itself, what two officers let go now, and the versions that follow to whoever had an
 * earlier one. Each is a copy cut for one recipient, and each passes the gate before it is said and again when it is served.
 */
import type { Approval } from '../contract/agreement.ts';
import { canonicalJson } from '../contract/canonical-json.ts';
import type { DataClass, Label } from '../contract/label.ts';
import { SLOTS_A_LANE } from '../contract/partner-wire.ts';
import type { FederationRecord } from '../contract/record.ts';
import { dataClassOf } from './addressed.ts';
import { type Decision, decide, type ReleaseQuestion } from './gate.ts';
import type { NodeState } from './node-state.ts';
import type { Change } from './own-records.ts';
import { fieldsBut } from './redact.ts';
import { type ReleasableSubject, releasableOf } from './releasable.ts';
import { type PlannedRelease, type PriorRelease, planReleases } from './release-rules.ts';
import { subjectKey } from './subject-key.ts';

/**
 * Releases of a partner that may wait for their leaves: two ticks' worth. With fewer than one tick's worth a lane would run empty;
 * with more, what people wait for (a question, a vote, a recall) would stand longer behind them, since a lane goes in order.
 */
export const MAX_RELEASES_WAITING = 2 * SLOTS_A_LANE;

export interface ReleasingOf {
  readonly selfId: string;
  readonly state: NodeState;
  readonly denied: (partner: string, because: string) => void;
}

export function gateQuestion(
  { selfId, state }: Pick<ReleasingOf, 'selfId' | 'state'>,
  partner: string,
  label: Label,
  dataClass: DataClass,
  personalOk: boolean,
  nowMs: number,
): ReleaseQuestion {
  const { state: relationState, agreement } = state.relations.standing(partner, nowMs);
  return { label, dataClass, partner, relation: { state: relationState, agreement }, nowMs, selfId, personalOk };
}

/** Of a record that is in the log. That personal data goes was decided when it was said. */
export function servedQuestion(
  of: Pick<ReleasingOf, 'selfId' | 'state'>,
  partner: string,
  { body, label }: FederationRecord,
  nowMs: number,
): ReleaseQuestion | undefined {
  const dataClass = dataClassOf(body);
  return dataClass === undefined ? undefined : gateQuestion(of, partner, label, dataClass, true, nowMs);
}

export function priorOf(of: Pick<ReleasingOf, 'selfId' | 'state'>, to: string, thing: ReleasableSubject) {
  const item = of.state.ledger.get(to, thing.subject);
  if (item === undefined) return undefined;
  const { release, label } = item;
  const key = subjectKey(thing.subject);
  const recall = of.state.recalls.ofSubject(of.selfId, to, (subject) => subjectKey(subject) === key);
  const prior: PriorRelease = {
    to,
    version: release.version,
    fields: fieldsBut(thing.document, release.withheld),
    label,
    ruleId: release.ruleId,
    document: release.document,
    recalled: recall !== 'no',
  };
  return prior;
}

/** To this partner, what rules or an earlier release say of it now, however much waits. */
export function releaseByRules(of: ReleasingOf, change: Change, partner: string, thing: ReleasableSubject): void {
  const { state } = of;
  if (!state.relations.isOpen(partner, change.nowMs)) return;
  const prior = priorOf(of, partner, thing);
  // What was due while it went on goes, even if it ended before there was room for it.
  const isDue = thing.isCurrent || (prior === undefined && state.owed.has(partner, thing.subject));
  const rules = isDue ? state.rules.inForce(partner, thing.dataClass) : [];
  const { releases, conflicts } = planReleases(thing, rules, prior === undefined ? [] : [prior]);
  if (conflicts.length > 0) of.denied(partner, 'rules-contradict');
  for (const planned of releases) sayRelease(of, change, thing, planned, []);
  state.owed.settle(partner, thing.subject);
}

/** The newest version of what this partner is owed, as far as its lane has room. The rest goes with a later tick. */
export function releaseOwed(of: ReleasingOf, change: Change, partner: string): void {
  const { state } = of;
  const lane = state.relations.get(partner)?.lane;
  if (lane === undefined || !state.relations.isOpen(partner, change.nowMs)) return;
  const owed = state.owed.to(partner, (subject) => state.ledger.get(partner, subject)?.ordinal ?? 0);
  while (change.waitingIn(lane) < MAX_RELEASES_WAITING) {
    const next = owed.next();
    if (next.done === true) return;
    const thing = releasableOf(state, next.value);
    if (thing === undefined) state.owed.settle(partner, next.value);
    else releaseByRules(of, change, partner, thing);
  }
}

/** Says nothing, and why, where the gate denies it. */
export function sayRelease(
  of: ReleasingOf,
  change: Change,
  { subject, dataClass }: ReleasableSubject,
  { to, version, label, ruleId, document, withheld, personalOk }: PlannedRelease,
  approvals: readonly Approval[],
): Decision {
  const decision = decide(gateQuestion(of, to, label, dataClass, personalOk, change.nowMs));
  const lane = of.state.relations.get(to)?.lane;
  if (!decision.allow) {
    of.denied(to, decision.because);
    return decision;
  }
  if (lane === undefined) return { allow: false, because: 'relation-not-active' };
  const named = ruleId === undefined ? {} : { ruleId };
  const release = { to, subject, version, document, withheld: [...withheld], ...named, approvals: [...approvals] };
  change.say({ body: { kind: 'release', release }, label, lanes: [lane] });
  return decision;
}

/** The label of what two officers release now: to this partner alone, for what was agreed, as strict as was agreed. */
export function labelOfOneRelease(
  of: Pick<ReleasingOf, 'selfId' | 'state'>,
  to: string,
  thing: ReleasableSubject,
  nowMs: number,
): Label {
  const { agreement } = of.state.relations.standing(to, nowMs);
  return {
    tlp: agreement?.sides.find((side) => side.nodeId === of.selfId)?.maxTlp ?? 'red',
    releasableTo: [to],
    purposes: agreement === undefined ? ['cable-protection'] : [...agreement.purposes],
    personal: thing.personal,
    exercise: thing.exercise,
  };
}

/** What is seen before a release and named by it. */
export const previewText = (document: unknown, label: Label): string => canonicalJson({ document, label });
