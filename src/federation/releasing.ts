/**
 * Releases: what a standing rule lets go by itself, what two officers let go now, and the corrections that follow to whoever had an
 * earlier version. Each is a copy cut for one recipient, and each passes the gate before it is said and again when it is served.
 */
import { canonicalJson } from '../contract/canonical-json.ts';
import type { Approval } from '../contract/agreement.ts';
import type { DataClass, Label } from '../contract/label.ts';
import type { FederationRecord, ReleaseRule, Subject } from '../contract/record.ts';
import { dataClassOf } from './addressed.ts';
import { type Decision, decide, type ReleaseQuestion } from './gate.ts';
import type { NodeState } from './node-state.ts';
import type { Change } from './own-records.ts';
import { type Releasable, releasableAlert, releasableList, releasableVessel } from './releasable.ts';
import type { LedgerItem } from './release-ledger.ts';

/** While so many records wait for a partner's lane, plain updates wait for a later version of their alert. */
const MAX_UPDATES_WAITING = 256;

type Fields = 'all' | readonly string[];

export interface ReleasingOf {
  readonly selfId: string;
  readonly state: NodeState;
  readonly waitingFor: (partner: string) => number;
}

export function gateQuestion(
  { selfId, state }: ReleasingOf,
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
  of: ReleasingOf,
  partner: string,
  { body, label }: FederationRecord,
  nowMs: number,
): ReleaseQuestion | undefined {
  const dataClass = dataClassOf(body);
  return dataClass === undefined ? undefined : gateQuestion(of, partner, label, dataClass, true, nowMs);
}

/** What a subject is now, as far as it can be released. */
export function releasableOf(state: NodeState, subject: Subject): Releasable | undefined {
  switch (subject.class) {
    case 'alert': {
      const alert = state.alerts.get(subject.theatreId, subject.alertId);
      return alert === undefined ? undefined : releasableAlert(alert);
    }
    case 'watch-list': {
      const list = state.lists.own(subject.listId);
      return list === undefined ? undefined : releasableList(list);
    }
    case 'vessel': {
      const alert = [...state.alerts.all()].findLast((own) => own.alert.vessel.mmsi === subject.mmsi);
      return alert === undefined ? undefined : releasableVessel(alert);
    }
    default:
      return undefined;
  }
}

interface Cut {
  readonly fields: Fields;
  readonly label: Label;
  readonly personalOk: boolean;
  readonly ruleId: string | undefined;
}

/** To one partner, what rules or an earlier release say of it now. */
export function releaseByRule(of: ReleasingOf, change: Change, partner: string, thing: Releasable): void {
  const { state } = of;
  if (!state.relations.isOpen(partner, change.nowMs)) return;
  const last = state.ledger.get(partner, thing.subject);
  const rules = state.rules.inForce(partner, thing.dataClass).filter((rule) => thing.matches(rule));
  const rule = rules.find(({ fields }) => fields === 'all') ?? rules[0];
  if (rule !== undefined && (thing.isCurrent || last !== undefined)) {
    const { document } = thing.cut(rule.fields);
    const isPlainUpdate = last !== undefined && !isCorrection(thing, last, document);
    if (isPlainUpdate && of.waitingFor(partner) >= MAX_UPDATES_WAITING) return;
    sayRelease(of, change, partner, thing, cutBy(rule, thing), []);
  } else if (last !== undefined) {
    const cut = cutAsBefore(state, last);
    if (isCorrection(thing, last, thing.cut(cut.fields).document)) sayRelease(of, change, partner, thing, cut, []);
  }
}

/** The present label of a rule's release: personal where the ship is, which goes only where the rule says that personal data does. */
const cutBy = (rule: ReleaseRule, thing: Releasable): Cut => ({
  fields: rule.fields,
  label: { ...rule.label, personal: thing.personal },
  personalOk: rule.label.personal,
  ruleId: rule.ruleId,
});

function cutAsBefore(state: NodeState, { release, label }: LedgerItem): Cut {
  const rule = release.ruleId === undefined ? undefined : state.rules.get(release.ruleId);
  const fields = rule?.fields ?? fieldsOf(release.document, release.withheld);
  return { fields, label, personalOk: label.personal, ruleId: release.ruleId };
}

/** Names that let through what went, and nothing that was withheld. */
function fieldsOf(document: Readonly<Record<string, unknown>>, withheld: readonly string[]): string[] {
  return Object.entries(document).flatMap(([name, value]) => {
    if (!withheld.some((left) => left.startsWith(`${name}.`))) return [name];
    const members = Array.isArray(value) ? value : [value];
    const inner = new Set(members.flatMap((member) => Object.keys((member ?? {}) as object)));
    return [...inner].map((key) => `${name}.${key}`);
  });
}

const isCorrection = (thing: Releasable, { release }: LedgerItem, document: Readonly<Record<string, unknown>>): boolean =>
  thing.gist.some((field) => document[field] !== release.document[field]);

/** Says nothing where the recipient has the same already. */
export function sayRelease(
  of: ReleasingOf,
  change: Change,
  to: string,
  thing: Releasable,
  { fields, label, personalOk, ruleId }: Cut,
  approvals: readonly Approval[],
): Decision {
  const { state } = of;
  const decision = decide(gateQuestion(of, to, label, thing.dataClass, personalOk, change.nowMs));
  const lane = state.relations.get(to)?.lane;
  if (!decision.allow) return decision;
  if (lane === undefined) return { allow: false, because: 'relation-not-active' };
  const { document, withheld } = thing.cut(fields);
  const last = state.ledger.get(to, thing.subject);
  const isSame =
    last !== undefined &&
    canonicalJson(last.release.document) === canonicalJson(document) &&
    canonicalJson(last.label) === canonicalJson(label);
  if (isSame) return decision;
  const version = (last?.release.version ?? 0) + 1;
  const release = {
    to,
    subject: thing.subject,
    version,
    document,
    withheld,
    ...(ruleId === undefined ? {} : { ruleId }),
    approvals: [...approvals],
  };
  change.say({ body: { kind: 'release', release }, label, lanes: [lane] });
  return decision;
}

/** After a relation opened or a rule was set: what goes on now, and corrections of what was released before. */
export function catchUp(of: ReleasingOf, change: Change, partner: string): void {
  const { state } = of;
  for (const alert of [...state.alerts.all()]) releaseByRule(of, change, partner, releasableAlert(alert));
  for (const list of state.lists.ownLists()) releaseByRule(of, change, partner, releasableList(list));
}

/** The label of what two officers release now: no purpose or age beyond the agreement, to this partner alone. */
export function labelOfOneRelease(of: ReleasingOf, to: string, thing: Releasable, nowMs: number): Label {
  const { agreement } = of.state.relations.standing(to, nowMs);
  return {
    tlp: agreement?.sides.find((side) => side.nodeId === of.selfId)?.maxTlp ?? 'red',
    releasableTo: [to],
    purposes: agreement === undefined ? ['cable-protection'] : [...agreement.purposes],
    personal: thing.personal,
    exercise: false,
  };
}
