/**
 * All that a node knows of its partners, as a fold over its own entries and those that it took in: the same after a restart, in
 * whatever order own and inbound entries are read.
 */
import type { FederationRecord } from '../contract/record.ts';
import type { Hashing, Lane } from '../evidence/keeping.ts';
import { laneOf, OWN_LANE } from '../evidence/slot.ts';
import { CaseBook } from './case-book.ts';
import { EquivocationBook } from './equivocation-book.ts';
import { InboundBook } from './inbound-book.ts';
import type { InboundEntry } from './keeping.ts';
import { Owed } from './owed.ts';
import { OwnAlerts } from './own-alerts.ts';
import { Questions } from './questions.ts';
import { RecallBook } from './recall-book.ts';
import { type Relation, Relations } from './relations.ts';
import { type ReleasableSubject, releasableAlert, releasableList } from './releasable.ts';
import { ReleaseLedger } from './release-ledger.ts';
import { doesApply } from './release-rules.ts';
import { RuleBook } from './rule-book.ts';
import { WatchListBook } from './watch-list-book.ts';

export class NodeState {
  readonly relations: Relations;
  readonly inbound = new InboundBook();
  readonly lists = new WatchListBook();
  readonly questions: Questions;
  readonly recalls = new RecallBook();
  readonly cases: CaseBook;
  readonly alerts = new OwnAlerts();
  readonly ledger = new ReleaseLedger();
  readonly rules = new RuleBook();
  readonly equivocations = new EquivocationBook();
  readonly owed = new Owed();
  /** Origin of a partner's log: our lane in it and the last leaf that is held. */
  readonly held = new Map<string, { readonly lane: Lane; readonly lastIndex: number }>();
  readonly #self: string;
  readonly #ordinals = new Map<Lane, number>();
  #began = false;
  #cardSaid: string | undefined;

  constructor(selfId: string, hashing: Pick<Hashing, 'sha256'>) {
    this.#self = selfId;
    this.relations = new Relations(selfId);
    this.questions = new Questions(selfId);
    this.cases = new CaseBook(selfId, hashing);
  }

  /** Whether the log has its first record. */
  get began(): boolean {
    return this.#began;
  }

  /** The own card that the log names last, as its JWS. */
  get cardSaid(): string | undefined {
    return this.#cardSaid;
  }

  partnerOfLane(lane: Lane): string | undefined {
    return this.relations.all().find((relation) => relation.lane === lane)?.nodeId;
  }

  /** How many entries this lane has been given, those that wait included. */
  ordinalOf(lane: Lane): number {
    return this.#ordinals.get(lane) ?? 0;
  }

  /** `isOwnCard` tells this node's card from a partner's. */
  foldOwn(record: FederationRecord, lane: Lane, isOwnCard: (jws: string) => boolean): void {
    const ordinal = this.ordinalOf(lane) + 1;
    this.#ordinals.set(lane, ordinal);
    const { body } = record;
    const to = lane === OWN_LANE ? undefined : this.partnerOfLane(lane);
    if (to !== undefined) this.#foldRelease(to, record, ordinal);
    // A case's records stand in the own lane too, and in one more for each member.
    if (body.kind.startsWith('case-') && lane !== OWN_LANE) return;
    this.relations.fold(record);
    this.rules.fold(record);
    this.lists.foldOwn(record);
    this.recalls.fold(this.#self, record);
    this.questions.fold(this.#self, record, Date.parse(record.claimedAt));
    this.cases.fold(this.#self, record, Date.parse(record.claimedAt));
    this.equivocations.fold(record);
    if (body.kind === 'log-began') this.#began = true;
    else if (body.kind === 'node-card' && isOwnCard(body.card)) this.#cardSaid = body.card;
    else if (body.kind === 'alert') this.alerts.takeAlert(body.theatreId, body.alert);
    else if (body.kind === 'act') this.alerts.takeAct(body.act.theatreId, body.act);
    else if (body.kind === 'recall-receipt' && body.done === 'deleted') this.#forgetRecalled(body.to, body.recallId);
    this.#foldOwed(record);
  }

  #foldRelease(to: string, record: FederationRecord, ordinal: number): void {
    this.ledger.fold(to, record, ordinal);
    const { body } = record;
    // What officers let go by hand may be less than what a rule owes.
    if (body.kind === 'release' && body.release.approvals.length === 0) this.owed.settle(to, body.release.subject);
  }

  #foldOwed({ body, claimedAt }: FederationRecord): void {
    const nowMs = Date.parse(claimedAt);
    if (body.kind === 'alert' || body.kind === 'act') {
      const alert =
        body.kind === 'alert'
          ? this.alerts.get(body.theatreId, body.alert.id)
          : this.alerts.handledBy(body.act.theatreId, body.act);
      if (alert !== undefined)
        for (const relation of this.relations.all()) this.#owe(relation, releasableAlert(alert), nowMs);
    } else if (body.kind === 'watch-list') {
      for (const relation of this.relations.all()) this.#owe(relation, releasableList(body.list), nowMs);
    } else if (body.kind === 'release-rule' && body.rule.inForce) this.#oweAll(body.rule.to, nowMs);
    else if (body.kind === 'agreement') this.#oweAll(this.relations.partnerOf(body.agreement), nowMs);
    else if (body.kind === 'relation') this.#oweAll(body.partner, nowMs);
  }

  /** A relation opened, or a rule was set. */
  #oweAll(partner: string, nowMs: number): void {
    const relation = this.relations.get(partner);
    if (relation === undefined || !this.relations.isOpen(partner, nowMs)) return;
    for (const list of this.lists.ownLists()) this.#owe(relation, releasableList(list), nowMs);
    for (const alert of this.alerts.all()) this.#owe(relation, releasableAlert(alert), nowMs);
  }

  #owe({ nodeId, lane }: Relation, thing: ReleasableSubject, nowMs: number): void {
    if (lane === undefined) return;
    const { subject, dataClass, gist, document, isCurrent } = thing;
    const before = this.ledger.get(nodeId, subject)?.release;
    if (before === undefined) {
      const isDue =
        isCurrent &&
        this.rules.inForce(nodeId, dataClass).some((rule) => doesApply(rule, thing)) &&
        this.relations.isOpen(nodeId, nowMs);
      if (isDue || this.owed.has(nodeId, subject)) this.owed.mark(nodeId, subject, true);
      return;
    }
    // The order shows in the partner's lane: it may depend on what that partner sees, and on nothing else.
    const isUrgent = gist.some((f) => !before.withheld.includes(f) && before.document[f] !== document[f]);
    this.owed.mark(nodeId, subject, isUrgent);
  }

  foldInbound(entry: InboundEntry, record: FederationRecord): void {
    const { nodeId, origin, index } = entry;
    const { body } = record;
    this.held.set(origin, { lane: laneOf(index), lastIndex: index });
    this.inbound.count(nodeId);
    if (body.kind === 'release') {
      this.inbound.takeRelease(entry, record, body.release);
      if (body.release.subject.class === 'watch-list') this.lists.takeRelease(nodeId, body.release.document);
    } else if (body.kind === 'recall') this.inbound.takeRecall(nodeId, body.subject);
    this.recalls.fold(nodeId, record);
    this.questions.fold(nodeId, record, entry.receivedAtMs);
    this.cases.fold(nodeId, record, entry.receivedAtMs);
  }

  forgetSubject(from: string, subject: Parameters<InboundBook['forget']>[1]): void {
    this.inbound.forget(from, subject);
    if (subject.class === 'watch-list') this.lists.forget(from, subject.listId);
  }

  #forgetRecalled(from: string, recallId: string): void {
    const recall = this.recalls.get(from, recallId);
    if (recall !== undefined) this.forgetSubject(from, recall.subject);
  }
}
