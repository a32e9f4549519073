/**
 * Releases: what a standing rule lets go by itself, what two officers let go now, and the versions that follow to whoever had an
 * earlier one. Each is a copy cut for one recipient, and each passes the gate before it is said and again when it is served.
 */
import type { Approval } from '../contract/agreement.ts';
import { canonicalJson } from '../contract/canonical-json.ts';
import type { DataClass, Label } from '../contract/label.ts';
import type { FederationRecord } from '../contract/record.ts';
import { dataClassOf } from './addressed.ts';
import { type Decision, decide, type ReleaseQuestion } from './gate.ts';
import type { NodeState } from './node-state.ts';
import type { Change } from './own-records.ts';
import { fieldsBut } from './redact.ts';
import { type ReleasableSubject, releasableAlert, releasableList } from './releasable.ts';
import { type PlannedRelease, type PriorRelease, planReleases } from './release-rules.ts';
import { subjectKey } from './subject-key.ts';

/** While so many records wait for a partner's lane, plain updates wait for a later version of their alert. */
const MAX_UPDATES_WAITING = 256;

export interface ReleasingOf {
  readonly selfId: string;
  readonly state: NodeState;
  readonly waitingFor: (partner: string) => number;
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

/** To these partners, what rules or an earlier release say of it now. */
export function releaseByRules(
  of: ReleasingOf,
  change: Change,
  partners: readonly string[],
  thing: ReleasableSubject,
): void {
  const { state } = of;
  const open = partners.filter((partner) => state.relations.isOpen(partner, change.nowMs));
  const prior = open.map((partner) => priorOf(of, partner, thing)).filter((each) => each !== undefined);
  const rules = thing.isCurrent ? open.flatMap((partner) => state.rules.inForce(partner, thing.dataClass)) : [];
  const { releases, conflicts } = planReleases(thing, rules, prior);
  for (const partner of conflicts) of.denied(partner, 'rules-contradict');
  for (const planned of releases) {
    const before = prior.find(({ to }) => to === planned.to);
    const isPlain = before !== undefined && !thing.gist.some((f) => before.document[f] !== planned.document[f]);
    if (isPlain && of.waitingFor(planned.to) >= MAX_UPDATES_WAITING) continue;
    sayRelease(of, change, thing, planned, []);
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

/** After a relation opened or a rule was set: what goes on now, and versions of what was released before. */
export function catchUp(of: ReleasingOf, change: Change, partner: string): void {
  for (const alert of [...of.state.alerts.all()]) releaseByRules(of, change, [partner], releasableAlert(alert));
  for (const list of of.state.lists.ownLists()) releaseByRules(of, change, [partner], releasableList(list));
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
