/** For simulations: what must hold at the end of every world, checked against what is kept, not against what the machine says of it. */

import assert from 'node:assert/strict';
import { canonicalJson } from '../contract/canonical-json.ts';
import type { FederationRecord } from '../contract/record.ts';
import type { LoggedEntry } from '../evidence/keeping.ts';
import { decodeVerifierKey } from '../evidence/signed-note.ts';
import { verifyEquivocation } from './equivocation.ts';
import type { InboundEntry } from './keeping.ts';
import { recordOf } from './kept-record.ts';
import { EXPIRES_MS } from './simulated-acts.contract.ts';
import { isNarrowTo } from './simulated-alliance.contract.ts';
import { NARROW_FIELDS, SECRET } from './simulated-nodes.contract.ts';
import type { Teller, World } from './simulation.contract.ts';

/** Names that every released alert has, whatever the rule. */
const ALWAYS = ['schema', 'id', 'kind', 'status', 'onsetAt', 'vessel'];

export interface WorldFigures {
  readonly heldRecords: number;
  /** Pairs that compared two stories; and it was caught. */
  readonly observed: number;
}

export function checkWorld(world: World): WorldFigures {
  let heldRecords = 0;
  for (const teller of world.all()) heldRecords += checkHeld(world, teller);
  checkConverged(world);
  const observed = checkEquivocation(world);
  checkCases(world);
  const one = world.random.pick(world.all());
  for (const teller of world.all()) if (teller === one || teller.wentOn) checkRestart(world, teller);
  return { heldRecords, observed };
}

const inboundOf = (teller: Teller, from: string): InboundEntry[] =>
  [...teller.keeping.inbound()].filter((entry) => entry.nodeId === from);

/** What a teller addressed to a partner and has a leaf. */
function addressed(author: Teller, to: string): readonly LoggedEntry[] {
  const lane = author.node!.laneOf(to);
  return lane === undefined ? [] : author.keeping.lane(lane, 0, 100_000);
}

/** (1) byte for byte what the author wrote for this node, and (8) nothing that was withheld. */
function checkHeld(world: World, teller: Teller): number {
  const self = teller.identity.nodeId;
  let count = 0;
  for (const nodeId of world.partnersOf(self)) {
    const written = new Map<string, LoggedEntry>();
    const author = world.tellerTo(nodeId, self)!;
    // A liar may pass off the leaf of another reader, of a record that is addressed to this one as well.
    const leaves = nodeId === world.hostile ? author.keeping.entries(0, 100_000) : addressed(author, self);
    for (const entry of leaves) written.set(`${entry.index}`, entry);
    for (const entry of inboundOf(teller, nodeId)) {
      // Of an equivocator only what it told this node: its two histories are both its own.
      const original = written.get(`${entry.index}`);
      assert.ok(original !== undefined, `${self} holds entry ${entry.index} of ${nodeId}, which it did not write`);
      assert.equal(entry.jws, original.jws);
      assert.deepEqual([...entry.salt], [...original.salt]);
      assert.deepEqual([...entry.commitment], [...original.commitment]);
      checkReleased(recordOf(entry.jws), self);
      count++;
    }
  }
  return count;
}

function checkReleased(record: FederationRecord, to: string): void {
  const { body, label } = record;
  assert.ok(label.releasableTo.includes(to), 'it is labelled for its reader');
  if (body.kind !== 'release') return;
  const { document, withheld, subject, ruleId } = body.release;
  for (const name of Object.keys(document)) assert.ok(!withheld.includes(name), `${name} is withheld, and there`);
  if (subject.class !== 'alert' || (ruleId !== undefined && !isNarrowTo(to))) return;
  // By a narrow rule or by hand, which here is as narrow.
  for (const name of Object.keys(document))
    assert.ok(ALWAYS.includes(name) || NARROW_FIELDS.includes(name), `${name} went to ${to}`);
  assert.ok(!JSON.stringify(record).includes(SECRET), `what is withheld from ${to} is in what it holds`);
}

const isActive = (world: World, a: Teller, b: Teller): boolean =>
  a.node!.isOpenTo(b.identity.nodeId, world.clockOf(a)) && b.node!.isOpenTo(a.identity.nodeId, world.clockOf(b));

/** (2) what was addressed is held, each once: the keeping refuses a second. */
function checkConverged(world: World): void {
  for (const [a, b] of world.pairs.flatMap(
    ([x, y]) =>
      [
        [x, y],
        [y, x],
      ] as const,
  )) {
    const [author, reader] = [world.tellerTo(a, b), world.tellerTo(b, a)];
    if (author === undefined || reader === undefined || !world.isHonest(a) || !world.isHonest(b)) continue;
    if (!isActive(world, author, reader)) continue;
    const held = new Set(inboundOf(reader, a).map(({ index }) => index));
    const missing = addressed(author, b).filter(({ index, jws }) => {
      if (held.has(index)) return false;
      const { body } = recordOf(jws);
      const subject = body.kind === 'release' ? canonicalJson(body.release.subject) : '';
      return !world.deleted.has(`${b} ${a} ${subject}`);
    });
    assert.equal(missing.length, 0, `${b} lacks ${missing.length} records of ${a}, first ${missing[0]?.index}`);
  }
}

/** (4) who tells two stories to two who compare is caught by one of them, provably; nobody else is ever accused. */
function checkEquivocation(world: World): number {
  for (const teller of world.all())
    for (const { partner, proof } of teller.node!.equivocations()) {
      assert.equal(partner, world.equivocator, `${teller.identity.nodeId} accuses ${partner}`);
      const { log } = world.tellers.get(partner)![0]!.identity.card.keys;
      const hashing = world.simulated.crypto(0);
      assert.ok(verifyEquivocation(proof, decodeVerifierKey(hashing, log)!, hashing), 'the proof convicts by itself');
    }
  const liar = world.equivocator;
  if (liar === undefined || world.tellers.get(liar)!.length < 2) return 0;
  const [one, two] = world.tellers.get(liar)! as [Teller, Teller];
  if (rootsAgree(one, two)) return 0;
  let observed = 0;
  for (const x of one.speaksTo)
    for (const y of two.speaksTo) {
      const [seer, other] = [world.tellerTo(x, y), world.tellerTo(y, x)];
      if (seer === undefined || other === undefined) continue;
      const readBoth = [seer, other].every((teller) => (teller.node!.verifiedSize(liar) ?? 0) > 0);
      const compare = isActive(world, seer, other) && [seer, other].every((t) => !t.cut.has(liar));
      if (!readBoth || !compare) continue;
      const isCaught = [seer, other].some((teller) => teller.node!.equivocations().length > 0);
      assert.ok(isCaught, `${x} and ${y} compared what ${liar} told them and did not see that it differs`);
      observed++;
    }
  return observed;
}

/** Nothing differed as far as was published: then it told one story after all. */
function rootsAgree(one: Teller, two: Teller): boolean {
  const texts = (teller: Teller): string =>
    JSON.stringify(teller.keeping.entries(0, 100_000).map((e) => [e.index, e.jws, [...e.salt]]));
  return texts(one) === texts(two);
}

/** (5) who holds the same records of a case sees the same outcome, before and after it has run out; (6) double votes are void. */
function checkCases(world: World): void {
  const seen = new Map<string, string>();
  for (const teller of world.all()) {
    const self = teller.identity.nodeId;
    if (!world.isHonest(self)) continue;
    const records = new Map<string, string[]>();
    const own = teller.keeping.lane(-1, 0, 100_000).map(({ jws }) => jws);
    const inbound = [...teller.keeping.inbound()].map(({ jws }) => jws);
    for (const jws of new Set([...own, ...inbound])) {
      const { body } = recordOf(jws);
      if (body.kind.startsWith('case-') && 'caseId' in body)
        records.set(body.caseId, [...(records.get(body.caseId) ?? []), jws]);
    }
    for (const atMs of [world.clockOf(teller), EXPIRES_MS + 1])
      for (const view of teller.node!.state(atMs).cases) {
        const texts = records.get(view.caseId)!;
        checkDoubleVotes(texts, view);
        const key = `${view.caseId} ${atMs > EXPIRES_MS} ${[...texts].sort().join(' ')}`;
        const outcome = JSON.stringify(
          view.proposals.map((p) => [p.proposalId, p.outcome, p.votes.map((v) => [v.by, v.choice, v.counts])]),
        );
        const before = seen.get(key);
        assert.ok(before === undefined || before === outcome, `${self} sees another outcome of ${view.caseId}`);
        seen.set(key, outcome);
      }
  }
}

function checkDoubleVotes(
  texts: readonly string[],
  view: ReturnType<NonNullable<Teller['node']>['state']>['cases'][number],
): void {
  const choices = new Map<string, Set<string>>();
  for (const jws of texts) {
    const { nodeId, body } = recordOf(jws);
    if (body.kind !== 'case-vote') continue;
    const key = `${nodeId} ${body.proposalId}`;
    choices.set(key, (choices.get(key) ?? new Set()).add(body.choice));
  }
  for (const { proposalId, votes } of view.proposals)
    for (const { by, counts } of votes)
      if ((choices.get(`${by} ${proposalId}`)?.size ?? 0) > 1) assert.ok(!counts, `${by} voted twice, and it counts`);
}

/** What is known is a fold over what is kept: the same after a restart. */
function checkRestart(world: World, teller: Teller): void {
  const shown = (node: NonNullable<Teller['node']>): unknown => {
    const {
      revision: _revision,
      recognised: _recognised,
      self: _self,
      partners,
      ...rest
    } = node.state(world.clockOf(teller));
    return { ...rest, partners: partners.map(({ log: _log, refused: _refused, lane: _lane, ...partner }) => partner) };
  };
  const before = shown(teller.node!);
  const again = world.restarted(teller);
  assert.deepEqual(shown(again), before, `${teller.identity.nodeId} knows something else after a restart`);
}
