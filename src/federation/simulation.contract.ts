/**
 * Deterministic simulation: five nodes with real logs and real verification on a network that loses, repeats, delays, reorders and
 * parts, with crashes, clocks that differ and jump, suspensions, a node that tells two stories and one that lies. One seed is one
 * world, and plays again the same.
 */
import assert from 'node:assert/strict';
import { MerivahtError } from '../contract/errors.ts';
import type { PartnerActBody, PartnerActDone } from '../contract/partner-act.ts';
import type { WireAnswer, WireRequest } from '../contract/partner-wire.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import type { SimulatedCrypto } from './fast-crypto.contract.ts';
import type { FederationNode } from './federation-node.ts';
import { mutated } from './hostile-answers.contract.ts';
import type { MemoryFederationKeeping } from './memory-federation-keeping.contract.ts';
import { recordSomething } from './simulated-acts.contract.ts';
import { allianceOf } from './simulated-alliance.contract.ts';
import {
  CHAOS_MS,
  checkedAct,
  NODE_IDS,
  type SimulatedIdentity,
  START_MS,
  startNode,
} from './simulated-nodes.contract.ts';
import { planWorld } from './simulation-plan.contract.ts';

const TICK_MS = 1200;
/** After the heal ticks are far apart: nobody who was not answered waits longer than that. They end when nothing waits any more. */
const HEAL_TICK_MS = 15_000;
const LAST_TICKS = 1;
/** Who crashed when it caught a liar forgot what others saw: it hears of it again, and asks the log again, a tick later each. */
const COMPARING_TICKS = 3;
/** Until what the last tick set going has come to rest. */
const REST_MS = 10_000;
const MAX_HEAL_TICKS = 20;
const HOUR_MS = 3_600_000;
const TIMEOUT_MS = 2500;

/** One log: a node has one, an equivocator two. */
export interface Teller {
  readonly identity: SimulatedIdentity;
  keeping: MemoryFederationKeeping;
  node: FederationNode | undefined;
  /** To whom it speaks; an equivocator's two share the partners out. */
  speaksTo: readonly string[];
  skewMs: number;
  isCrashing: boolean;
  /** After a write that failed. */
  wentOn: boolean;
  starts: number;
  readonly acknowledged: Map<string, PartnerActDone>;
  /** Whom its officers cut off, as they were told. */
  readonly cut: Set<string>;
  alerts: number;
  seq: number;
}

interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

export interface WorldReport {
  readonly seed: number;
  readonly events: number;
  readonly crashes: number;
  readonly heldRecords: number;
  readonly mutations: number;
  readonly hasEquivocator: boolean;
}

export class World {
  readonly seed: number;
  readonly random: SeededRandom;
  readonly simulated: SimulatedCrypto;
  readonly tellers = new Map<string, Teller[]>();
  readonly hostile: string | undefined;
  readonly equivocator: string | undefined;
  readonly pairs: readonly (readonly [string, string])[];
  readonly deleted = new Set<string>();
  nowMs = START_MS;
  isHealed = false;
  crashes = 0;
  mutations = 0;
  events = 0;
  readonly #queue: Event[] = [];
  /** Pairs between which nothing goes. */
  readonly parted = new Set<string>();
  readonly #history: { to: string; answer: WireAnswer }[] = [];
  #order = 0;

  constructor(seed: number, simulated: SimulatedCrypto) {
    this.seed = seed;
    this.random = seededRandom(seed);
    this.simulated = simulated;
    const alliance = allianceOf(this.random.integer(0, 5), simulated);
    this.pairs = alliance.pairs;
    const kind = this.random.integer(0, 3);
    this.hostile = kind === 1 ? this.random.pick(NODE_IDS) : undefined;
    this.equivocator = kind === 2 ? this.random.pick(NODE_IDS) : undefined;
    for (const { identity, keeping } of alliance.nodes) {
      const partners = this.partnersOf(identity.nodeId);
      const cut = this.random.integer(1, Math.max(1, partners.length - 1));
      const shares = identity.nodeId === this.equivocator ? [partners.slice(0, cut), partners.slice(cut)] : [partners];
      const skewMs = this.random.integer(0, 2) === 0 ? 0 : this.random.integer(-HOUR_MS, HOUR_MS);
      this.tellers.set(
        identity.nodeId,
        shares.map((speaksTo) => this.#teller(identity, keeping.copy(), speaksTo, skewMs)),
      );
    }
  }

  partnersOf(nodeId: string): string[] {
    return this.pairs.flatMap(([a, b]) => (a === nodeId ? [b] : b === nodeId ? [a] : []));
  }

  all(): Teller[] {
    return [...this.tellers.values()].flat();
  }

  isHonest(nodeId: string): boolean {
    return nodeId !== this.hostile && nodeId !== this.equivocator;
  }

  /** The teller of a node that speaks to this partner. */
  tellerTo(nodeId: string, partner: string): Teller | undefined {
    return this.tellers.get(nodeId)!.find(({ speaksTo }) => speaksTo.includes(partner));
  }

  clockOf(teller: Teller): number {
    return this.nowMs + teller.skewMs;
  }

  run(): void {
    for (const teller of this.all()) this.#everyTick(teller);
    planWorld(this);
    this.#play(START_MS + CHAOS_MS);
    this.#heal();
    let quiet = 0;
    const lastTicks = LAST_TICKS + (this.equivocator === undefined ? 0 : COMPARING_TICKS);
    for (let tick = 1; quiet < lastTicks; tick++) {
      assert.ok(tick <= MAX_HEAL_TICKS, 'what waits finds its leaf');
      this.#play(this.nowMs + HEAL_TICK_MS);
      quiet = this.all().every(({ keeping }) => keeping.waiting().length === 0) ? quiet + 1 : 0;
    }
    this.#play(this.nowMs + REST_MS);
  }

  /** Acknowledged, or thrown: refused, or the disk failed. */
  act(teller: Teller, actId: string, body: PartnerActBody): PartnerActDone | undefined {
    if (teller.node === undefined) return undefined;
    try {
      const done = teller.node.act(checkedAct(teller.identity, actId, body), this.clockOf(teller));
      teller.acknowledged.set(actId, done);
      if (body.kind === 'suspend') teller.cut.add(body.partner);
      if (body.kind === 'resume') teller.cut.delete(body.partner);
      return done;
    } catch (error) {
      if (!(error instanceof MerivahtError) && !isFault(error)) throw error;
      // It may have been done all the same: nobody was told, so nothing is known of it.
      if (isFault(error) && (body.kind === 'suspend' || body.kind === 'resume')) teller.cut.delete(body.partner);
      return undefined;
    }
  }

  record(teller: Teller): void {
    if (teller.node === undefined) return;
    try {
      recordSomething(this, teller);
    } catch (error) {
      if (!isFault(error)) throw error;
    }
  }

  /** A second process on what is kept, for comparison. */
  restarted(teller: Teller): FederationNode {
    return startNode(teller.identity, teller.keeping.copy(), this.simulated, 7);
  }

  at(afterMs: number, run: () => void): void {
    this.#queue.push({ atMs: this.nowMs + afterMs, order: this.#order++, run });
  }

  #play(untilMs: number): void {
    for (;;) {
      let next = -1;
      for (let i = 0; i < this.#queue.length; i++) {
        const [a, b] = [this.#queue[i]!, this.#queue[next]];
        if (b === undefined || a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)) next = i;
      }
      const event = this.#queue[next];
      if (event === undefined || event.atMs > untilMs) break;
      this.#queue[next] = this.#queue.at(-1)!;
      this.#queue.pop();
      this.nowMs = Math.max(this.nowMs, event.atMs);
      this.events++;
      event.run();
    }
    this.nowMs = untilMs;
  }

  #everyTick(teller: Teller): void {
    this.at(this.isHealed ? HEAL_TICK_MS : TICK_MS, () => {
      this.#tick(teller);
      this.#everyTick(teller);
    });
  }

  #tick(teller: Teller): void {
    const { node, identity } = teller;
    if (node === undefined) return;
    try {
      node.publish(this.clockOf(teller));
      for (const asked of node.askedOfUs())
        node.answer(asked.questionId, { watched: true, ships: [], truncated: false }, this.clockOf(teller));
    } catch (error) {
      if (!isFault(error)) throw error;
      return;
    }
    for (const partner of teller.speaksTo) {
      const other = this.tellerTo(partner, identity.nodeId);
      // "New size": lost as anything else.
      if (other !== undefined && (this.isHealed || this.random.next() < 0.7))
        this.at(this.random.integer(5, 200), () => {
          other.node?.hurry(identity.nodeId);
          this.#ask(other);
        });
    }
    this.#ask(teller);
    // Who runs a node asks it all the time what it wants; here only when something may have come due.
    if (this.isHealed) for (const afterMs of [3000, 8000]) this.at(afterMs, () => this.#ask(teller));
  }

  #ask(teller: Teller): void {
    if (teller.node === undefined) return;
    for (const { partner, request } of teller.node.wanted(this.clockOf(teller))) {
      const other = this.tellerTo(partner, teller.identity.nodeId);
      if (other !== undefined && teller.speaksTo.includes(partner)) this.#send(teller, other, request);
      // Its other teller speaks to that partner: nobody answers this one.
      else teller.node.heard(partner, request, undefined, this.clockOf(teller));
    }
  }

  #send(from: Teller, to: Teller, request: WireRequest): void {
    const asker = from.node;
    const partner = to.identity.nodeId;
    let isOver = false;
    const hear = (answer: WireAnswer | undefined): void => {
      if (from.node !== asker || asker === undefined) return;
      // What comes late, or twice, comes all the same.
      if (isOver && answer === undefined) return;
      isOver = true;
      this.#hear(from, partner, request, answer);
      this.#ask(from);
    };
    this.at(TIMEOUT_MS, () => {
      if (!isOver) hear(undefined);
    });
    const copies = this.isHealed ? 1 : this.random.next() < 0.1 ? 2 : 1;
    for (let i = 0; i < copies; i++) {
      if (this.#isLost(from, to)) continue;
      this.at(this.#delay(), () => {
        const answer = this.#serve(to, from.identity.nodeId, request);
        if (answer !== undefined && !this.#isLost(from, to)) this.at(this.#delay(), () => hear(answer));
      });
    }
  }

  #serve(to: Teller, asker: string, request: WireRequest): WireAnswer | undefined {
    const { node, identity } = to;
    if (node === undefined) return undefined;
    const answer = node.serve(asker, request, this.clockOf(to));
    // Who is cut off is given nothing, from the moment when the officer was told that it is done.
    if (to.cut.has(asker)) assert.equal(answer.status, 404, `${identity.nodeId} served ${asker}, which it had cut off`);
    if (identity.nodeId !== this.hostile || this.isHealed) return answer;
    this.#history.push({ to: asker, answer });
    const old = this.random.pick(this.#history).answer;
    const lie = mutated(answer, old, this.random);
    if (lie !== answer) this.mutations++;
    return lie;
  }

  #hear(from: Teller, partner: string, request: WireRequest, answer: WireAnswer | undefined): void {
    const node = from.node!;
    const before = from.keeping.inboundCount(partner);
    const wasOpen = node.isOpenTo(partner, this.clockOf(from));
    node.heard(partner, request, answer, this.clockOf(from));
    assert.equal(from.keeping.refusedTwice, 0, 'nothing is taken in twice');
    if (!wasOpen || from.cut.has(partner))
      assert.equal(
        from.keeping.inboundCount(partner),
        before,
        `${from.identity.nodeId} kept something of ${partner}, which it had cut off`,
      );
  }

  #delay(): number {
    return this.isHealed ? this.random.integer(1, 40) : this.random.integer(1, this.random.next() < 0.1 ? 1500 : 150);
  }

  #isLost(a: Teller, b: Teller): boolean {
    if (this.isHealed) return false;
    const pair = [a.identity.nodeId, b.identity.nodeId].sort().join(' ');
    return this.parted.has(pair) || this.random.next() < 0.08;
  }

  /** At once, or in the middle of the next write: before it is durable, or after. */
  crash(teller: Teller): void {
    if (teller.node === undefined || teller.isCrashing) return;
    const how = this.random.integer(0, 3);
    if (how === 0) {
      this.#die(teller);
      return;
    }
    teller.isCrashing = true;
    const moment = how === 1 || (how === 3 && this.random.next() < 0.5) ? 'before' : 'after';
    const fault = (_write: unknown, at: 'before' | 'after'): void => {
      if (at !== moment) return;
      teller.keeping.fault = undefined;
      teller.keeping.changeFault = undefined;
      // Some processes die of it, some go on with a disk that refused once.
      if (how !== 3) this.at(0, () => this.#die(teller));
      else {
        teller.isCrashing = false;
        teller.wentOn = true;
      }
      throw new Error(FAULT);
    };
    teller.keeping.fault = fault;
    teller.keeping.changeFault = (at) => fault('change', at);
  }

  #die(teller: Teller): void {
    if (teller.node === undefined) return;
    this.crashes++;
    teller.node = undefined;
    teller.keeping = teller.keeping.crash();
    teller.isCrashing = false;
    this.at(this.isHealed ? 1 : this.random.integer(100, 1500), () => this.#start(teller));
  }

  #start(teller: Teller): void {
    if (teller.node !== undefined) return;
    teller.starts++;
    const seed = this.seed * 64 + NODE_IDS.indexOf(teller.identity.nodeId as 'EE') * 8 + teller.starts;
    teller.node = startNode(teller.identity, teller.keeping, this.simulated, seed);
    // What was acknowledged is there, and is the same act.
    for (const [actId, done] of teller.acknowledged)
      assert.deepEqual(teller.keeping.done(actId), done, `${teller.identity.nodeId} lost act ${actId}`);
  }

  #heal(): void {
    this.isHealed = true;
    this.parted.clear();
    for (const teller of this.all()) {
      teller.keeping.fault = undefined;
      teller.keeping.changeFault = undefined;
      teller.isCrashing = false;
      if (teller.node === undefined) this.#start(teller);
    }
  }

  #teller(
    identity: SimulatedIdentity,
    keeping: MemoryFederationKeeping,
    speaksTo: readonly string[],
    skewMs: number,
  ): Teller {
    const teller: Teller = {
      identity, keeping, node: undefined, speaksTo, skewMs, isCrashing: false, wentOn: false, starts: 0, acknowledged: new Map(), cut: new Set(),
      alerts: 0, seq: 0,
    }; // biome-ignore format: one thing in a few lines
    const number =
      NODE_IDS.indexOf(identity.nodeId as 'EE') * 8 +
      (speaksTo.includes(this.partnersOf(identity.nodeId)[0] ?? '') ? 0 : 4);
    teller.node = startNode(identity, keeping, this.simulated, this.seed * 64 + number);
    return teller;
  }
}

const FAULT = 'the disk failed here';
export const isFault = (error: unknown): boolean =>
  error instanceof Error && (error.message === FAULT || error.message === 'this process has died');
