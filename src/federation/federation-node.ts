/**
 * A node among partners, as one machine: what it says goes into its log, what partners say is verified and kept, and all it knows
 * is a fold over both. Time, requests and answers come in; whoever runs it does what it wants.
 */
import type { Act } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import { MerivahtError } from '../contract/errors.ts';
import { OWN_NODE_ONLY } from '../contract/label.ts';
import { type PartnerActDone, TWO_PERSON } from '../contract/partner-act.ts';
import type {
  AlertLabel,
  DamageReport,
  PartnersState,
  RecognisedShip,
  ReleasePreview,
} from '../contract/partner-views.ts';
import { LANES, type WireAnswer, type WireRequest } from '../contract/partner-wire.ts';
import type { Subject } from '../contract/record.ts';
import { peekHeader } from '../evidence/jws.ts';
import type { Lane, WaitingEntry } from '../evidence/keeping.ts';
import { MAX_WAITING, NodeLog } from '../evidence/node-log.ts';
import { ALL_LANES, OWN_LANE } from '../evidence/slot.ts';
import { doAct } from './acts.ts';
import { answerRequest } from './answer-request.ts';
import { approvalFault, approvedInAct } from './approvals.ts';
import { Asking } from './asking.ts';
import { cardHash } from './card-check.ts';
import { Cosigning } from './cosigning.ts';
import type { Caught } from './equivocation-book.ts';
import type { AskedOfUs, CheckedAct, Federation, FederationOptions, FoundShips, Wanted } from './federation.ts';
import { hearAnswer } from './hear-answer.ts';
import { cardOfJws, recordOf } from './kept-record.ts';
import type { NodeParts } from './node-parts.ts';
import { NodeState } from './node-state.ts';
import { Change, type ChangeOf } from './own-records.ts';
import { alertLabel, damageReport, partnersState } from './partners-view.ts';
import { PeerLogs } from './peer-logs.ts';
import { sayAnswer } from './question-acts.ts';
import { type MetVessel, Recognised, toldOf } from './recognise.ts';
import { relationTo } from './relation-acts.ts';
import { type KnownCard, knownCard } from './relations.ts';
import { previewOf } from './release-acts.ts';
import { MAX_RELEASES_WAITING, releaseOwed } from './releasing.ts';
import { forgetOld } from './retention.ts';
import { TroubleBook } from './trouble-book.ts';
import { wantedOf } from './wanted.ts';

const HOUR_MS = 3_600_000;
const PAGE = 1000;

export class FederationNode implements Federation {
  readonly nodeId: string;
  readonly #options: FederationOptions;
  readonly #own: KnownCard;
  readonly #log: NodeLog;
  readonly #troubles = new TroubleBook();
  readonly #recognised = new Recognised();
  readonly #parts: NodeParts;
  #state: NodeState;
  #peers: PeerLogs;
  #inDoubt = false;
  #revision = 1;
  #learnedAt = 0;
  #tidiedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: FederationOptions) {
    const { ownCard, crypto, keeping, padKey, signers } = options;
    const card = cardOfJws(ownCard);
    this.#options = options;
    this.#own = knownCard({ card, cardHash: cardHash(card, crypto) }, ownCard, crypto);
    this.nodeId = card.nodeId;
    const origin = this.#own.logKey.name;
    const reserved = options.reservedTicks === undefined ? {} : { reservedTicks: options.reservedTicks };
    this.#log = NodeLog.open({ origin, crypto, signer: signers.log, padKey, keeping, ...reserved });
    this.#state = new NodeState(this.nodeId, crypto);
    this.#peers = new PeerLogs(crypto);
    this.#load();
    this.#parts = this.#makeParts();
  }

  get revision(): number {
    return this.#revision;
  }

  recordChanges(theatreId: string, seq: number, alerts: readonly Alert[], acts: readonly Act[], nowMs: number): void {
    if (seq <= this.recordedThrough(theatreId)) return;
    this.#change(nowMs, (change) => {
      for (const alert of alerts) {
        change.say({ body: { kind: 'alert', theatreId, seq, alert }, label: OWN_NODE_ONLY, lanes: [OWN_LANE] });
        this.#releaseOwed(change);
      }
      for (const act of acts) {
        change.say({ body: { kind: 'act', seq, act }, label: OWN_NODE_ONLY, lanes: [OWN_LANE] });
        this.#releaseOwed(change);
      }
      change.beside({ recordedThrough: { theatreId, seq } });
    });
    this.#revision++;
  }

  recordedThrough(theatreId: string): number {
    return this.#options.keeping.recordedThrough(theatreId);
  }

  act(act: CheckedAct, nowMs: number): PartnerActDone {
    const before = this.#options.keeping.done(act.actId);
    if (before !== undefined) return before;
    this.#checkOfficers(act);
    const done = this.#change(nowMs, (change) => {
      const made: PartnerActDone = { actId: act.actId, ...doAct({ ...this.#parts, act, change }) };
      change.beside({ done: made });
      return made;
    });
    this.#revision++;
    return done;
  }

  preview(to: string, subject: Subject, fields: 'all' | readonly string[], nowMs: number): ReleasePreview {
    return previewOf(this.#settled(), to, subject, fields, nowMs);
  }

  damageReport(partner: string, nowMs: number): DamageReport {
    const parts = this.#settled();
    return damageReport(parts, relationTo(parts, partner), nowMs);
  }

  labelOf(theatreId: string, alertId: string, _nowMs?: number): AlertLabel {
    return alertLabel(this.#settled(), theatreId, alertId);
  }

  state(nowMs: number): PartnersState {
    const parts = this.#settled();
    return partnersState({ ...parts, revision: this.#revision, recognised: this.#recognised }, nowMs);
  }

  meet(theatreId: string, vessels: readonly MetVessel[], nowMs: number): readonly RecognisedShip[] {
    const known = this.#learn(nowMs);
    const fresh = [...known, ...this.#recognised.meet(theatreId, vessels, nowMs)];
    if (fresh.length > 0) this.#learnedAt = ++this.#revision;
    return fresh;
  }

  /** Ships heard before a partner told of them. */
  #learn(nowMs: number): readonly RecognisedShip[] {
    if (this.#learnedAt === this.#revision) return [];
    const { state } = this.#settled();
    const items = state.inbound.items((from) => !state.relations.isOpen(from, nowMs));
    const adopted = state.lists.adopted().filter(({ from }) => state.relations.isOpen(from, nowMs));
    const fresh = this.#recognised.learn(toldOf(items, adopted), nowMs);
    if (fresh.length > 0) this.#revision++;
    this.#learnedAt = this.#revision;
    return fresh;
  }

  askedOfUs(): readonly AskedOfUs[] {
    return this.#settled()
      .state.questions.waiting()
      .map(({ from, question }) => ({
        questionId: question.questionId,
        from,
        ring: question.ring,
        fromMs: Date.parse(question.from),
        untilMs: Date.parse(question.until),
      }));
  }

  answer(questionId: string, found: FoundShips, nowMs: number): void {
    const [held] = this.#settled().state.questions.askedOfUs(questionId);
    if (held === undefined) return;
    this.#change(nowMs, (change) => sayAnswer(this.#parts, change, held, found));
    this.#revision++;
  }

  publish(nowMs: number): number {
    this.#settled();
    this.#tidy(nowMs);
    this.#catchUp(nowMs);
    this.#learn(nowMs);
    return this.#log.publish(nowMs).size;
  }

  serve(partner: string, request: WireRequest, nowMs: number): WireAnswer {
    try {
      return answerRequest(this.#settled(), partner, request, nowMs);
    } catch (error) {
      // Of a disk that refuses, not of what the partner sent: it may ask again.
      if (error instanceof MerivahtError || error instanceof Error)
        this.#troubles.stands(partner, `could not answer: ${error.message}`);
      return { status: 503, type: 'text', body: 'not now\n' };
    }
  }

  isOpenTo(partner: string, nowMs: number): boolean {
    return this.#state.relations.isOpen(partner, nowMs);
  }

  wanted(nowMs: number): readonly Wanted[] {
    return wantedOf(this.#settled(), nowMs);
  }

  /** For who checks: the lane of a partner, how far its log is verified, and who was caught. */
  laneOf(partner: string): Lane | undefined {
    return this.#settled().state.relations.get(partner)?.lane;
  }
  verifiedSize(partner: string): number | undefined {
    const { state, peers } = this.#settled();
    return peers.row(state.relations.get(partner)?.known.logKey.name ?? '')?.size;
  }
  equivocations(): readonly Caught[] {
    return this.#settled().state.equivocations.all();
  }

  hurry(partner: string): void {
    if (this.#state.relations.get(partner) !== undefined) this.#parts.asking.hurry(partner);
  }

  heard(partner: string, request: WireRequest, answer: WireAnswer | undefined, nowMs: number): void {
    try {
      hearAnswer(this.#settled(), partner, request, answer, nowMs);
    } catch (error) {
      // What was heard is not kept, so it is asked for again.
      this.#troubles.stands(partner, `could not be kept: ${(error as Error).message}`);
      this.#parts.asking.answered(partner, false, false, nowMs);
    }
  }

  #checkOfficers({ actId, body, approvals }: CheckedAct): void {
    const isNarrowing = body.kind === 'set-rule' && !body.rule.inForce;
    if (isNarrowing || !(TWO_PERSON as readonly string[]).includes(body.kind)) return;
    const fault = approvalFault(approvedInAct(this.nodeId, actId, body), approvals, this.#options.crypto);
    if (fault !== undefined) throw new MerivahtError('MV-TWO-OFFICERS', `the approvals are refused: ${fault}`);
  }

  /** First records, and once an hour: what has outlived its time goes, and what we saw of partners' logs is anchored. */
  #tidy(nowMs: number): void {
    const { state } = this.#parts;
    const isNew = !state.began || state.cardSaid !== this.#options.ownCard;
    const isDue = nowMs - this.#tidiedAtMs >= HOUR_MS || nowMs < this.#tidiedAtMs;
    if (!isNew && !isDue) return;
    this.#change(nowMs, (change) => {
      const own = { label: OWN_NODE_ONLY, lanes: [OWN_LANE] };
      if (!state.began) change.say({ body: { kind: 'log-began', origin: this.#own.logKey.name }, ...own });
      if (isNew) change.say({ body: { kind: 'node-card', card: this.#options.ownCard }, ...own });
      if (!isDue) return;
      forgetOld(this.#parts, change);
      for (const { known } of state.relations.all()) {
        const row = this.#peers.row(known.logKey.name);
        if (row !== undefined && row.verifiedAtMs > this.#tidiedAtMs)
          change.say({ body: { kind: 'seen-checkpoint', note: row.signed.bareNote }, ...own });
      }
    });
    if (isDue) this.#tidiedAtMs = nowMs;
  }

  /** What waited for room in a lane. */
  #catchUp(nowMs: number): void {
    const { relations, owed } = this.#state;
    const isOwed = relations.all().some(({ nodeId }) => owed.count(nodeId) > 0 && relations.isOpen(nodeId, nowMs));
    // A log that is full is emptied first.
    if (!isOwed || this.#log.waitingCount + LANES * MAX_RELEASES_WAITING > MAX_WAITING) return;
    this.#change(nowMs, (change) => this.#releaseOwed(change));
    this.#revision++;
  }

  #releaseOwed(change: Change): void {
    for (const { nodeId } of this.#state.relations.all()) releaseOwed(this.#parts, change, nodeId);
  }

  #change<T>(nowMs: number, work: (change: Change) => T): T {
    this.#settled();
    const change = new Change(this.#changeOf(), nowMs);
    try {
      const result = work(change);
      change.commit();
      return result;
    } catch (error) {
      if (change.isFolded) this.#inDoubt = true;
      throw error;
    }
  }

  #changeOf(): ChangeOf {
    const { keeping, signers } = this.#options;
    const isOwnCard = (jws: string): boolean => this.#isOwnCard(jws);
    return { selfId: this.nodeId, signer: signers.record, log: this.#log, keeping, state: this.#state, isOwnCard };
  }

  #isOwnCard(jws: string): boolean {
    return peekHeader(jws)?.kid === this.nodeId;
  }

  #settled(): NodeParts {
    if (this.#inDoubt) {
      this.#load();
      this.#inDoubt = false;
      this.#revision++;
    }
    return this.#parts;
  }

  /** The state is nothing but a fold over what is kept. */
  #load(): void {
    const { keeping, crypto } = this.#options;
    const state = new NodeState(this.nodeId, crypto);
    for (const { jws } of keeping.cards()) {
      const card = cardOfJws(jws);
      state.relations.takeCard(knownCard({ card, cardHash: cardHash(card, crypto) }, jws, crypto));
    }
    const own: Pick<WaitingEntry, 'number' | 'lane' | 'jws'>[] = [...keeping.waiting()];
    for (const lane of ALL_LANES)
      for (let after = 0, page = keeping.lane(lane, 0, PAGE); page.length > 0; page = keeping.lane(lane, after, PAGE)) {
        own.push(...page.map(({ number, jws }) => ({ number, lane, jws })));
        after = page.at(-1)!.ordinal;
      }
    own.sort((a, b) => a.number - b.number);
    for (const { jws, lane } of own) state.foldOwn(recordOf(jws), lane, (card) => this.#isOwnCard(card));
    state.owed.countAnew();
    for (const entry of keeping.inbound()) state.foldInbound(entry, recordOf(entry.jws));
    const peers = new PeerLogs(crypto);
    for (const row of keeping.peers()) peers.load(row, state.relations.byOrigin(row.origin)?.known);
    this.#state = state;
    this.#peers = peers;
  }

  #makeParts(): NodeParts {
    const { crypto, signers, keeping, cursorKey } = this.#options;
    const node = this;
    return {
      selfId: this.nodeId,
      own: this.#own,
      crypto,
      signers,
      keeping,
      cursorKey,
      log: this.#log,
      asking: new Asking(),
      cosigning: new Cosigning(),
      troubles: this.#troubles,
      get state() {
        return node.#state;
      },
      get peers() {
        return node.#peers;
      },
      denied: (partner, because) => this.#troubles.count(partner, `denied: ${because}`),
      change: (nowMs, work) => this.#change(nowMs, work),
      touched: () => {
        this.#revision++;
      },
    };
  }
}
