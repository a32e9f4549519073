/**
 * Noninterference: a partner that a secret is not for is given, with the secret and without it, the same bytes on every endpoint.
 *
 * That a commitment hides what it is of is the salt's and SHA-256's business and is not tested here: leaves that are not the
 * observer's are replaced by an ideal commitment, a function of the leaf's index alone (the one that padding is), and the
 * observer's salts are the same in both worlds. What is left to differ is all that a node could betray by itself: sizes, places,
 * order, cursors, proofs, answers and the texts of errors.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PartnerActBody } from '../contract/partner-act.ts';
import type { WireAnswer, WireRequest } from '../contract/partner-wire.ts';
import { concatBytes, uint64be } from '../evidence/bytes.ts';
import { paddingLeaf, padKeyOf, SALT_BYTES } from '../evidence/commitment.ts';
import type { Hashing, Lane, Randomness, Verifying } from '../evidence/keeping.ts';
import { slotsOf } from '../evidence/slot.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import { fastCrypto } from './fast-crypto.contract.ts';
import { FederationNode } from './federation-node.ts';
import type { FederationChange } from './keeping.ts';
import { MemoryFederationKeeping } from './memory-federation-keeping.contract.ts';
import { ruleTo } from './simulated-alliance.contract.ts';
import { checkedAct, identityOf, madeAlert, peer, START_MS, startNode, timeOf } from './simulated-nodes.contract.ts';
import { addCheckpointBody } from './witness.ts';

const PAIRS = Number(process.env.MERIVAHT_NONINTERFERENCE_PAIRS ?? 1000);
const FROM = Number(process.env.MERIVAHT_NONINTERFERENCE_FROM ?? 1);
const TICKS = 5;
/** A log that packs all into one lane needs longer until a burst is through. */
const PACKED_TICKS = 10;
const TICK_MS = 500;
const SELF = 'EE';
const OBSERVER = 'FI';
const OTHERS = ['JP', 'NO'];
/** Its alerts go to the observer; those of other ships do not. */
const OPEN_MMSI = 200_000_001;

const simulated = fastCrypto();
const identities = [SELF, OBSERVER, ...OTHERS].map((nodeId, i) => identityOf(nodeId, i, simulated));
const [self] = identities as [(typeof identities)[0]];

/** A node with three partners and a rule for two of them; the observer's own log is a little way on. */
function setUp() {
  const nodes = identities.map((identity, i) => {
    const keeping = new MemoryFederationKeeping();
    return { identity, keeping, node: startNode(identity, keeping, simulated, i) };
  });
  const [own, observer] = nodes as [(typeof nodes)[0], (typeof nodes)[0]];
  for (const other of nodes.slice(1)) peer(own, other, simulated);
  const rules = [{ ...ruleTo(OBSERVER, 'all'), vessels: [OPEN_MMSI] }, ruleTo('JP', 'all')];
  for (const rule of rules)
    own.node.act(checkedAct(self, `rule-${rule.to}`, { kind: 'set-rule', rule }), START_MS - 3_600_000);
  const notes: WireRequest[] = [];
  for (let i = 0; i < 3; i++) {
    observer.node.publish(START_MS);
    const shown = observer.node.serve(SELF, { kind: 'checkpoint' }, START_MS);
    if (typeof shown.body === 'string')
      notes.push({ kind: 'add-checkpoint', body: addCheckpointBody({ oldSize: 0, proof: [], note: shown.body }) });
  }
  return { keeping: own.keeping, lane: own.node.laneOf(OBSERVER)!, notes };
}
const start = setUp();

type Crypto = Hashing & Verifying & Randomness;

/** One world: the same node, with leaves of others made ideal, or (a mutant) with everything packed into one lane. */
class NiWorld {
  readonly node: FederationNode;
  readonly #keeping: MemoryFederationKeeping;
  readonly #ideal = new Map<string, Uint8Array>();
  readonly #padKey: Uint8Array;
  readonly #crypto: Crypto;
  #ordinal = 0;

  constructor(isPacked: boolean) {
    const base = simulated.crypto(1);
    this.#crypto = { ...base, sha256: (bytes) => this.#ideal.get(saltText(bytes)) ?? base.sha256(bytes) };
    this.#keeping = start.keeping.copy();
    const secret = base.sha256(uint64be(1));
    this.#padKey = padKeyOf(base, secret, `merivaht/${SELF}/1`);
    const change = this.#keeping.change.bind(this.#keeping);
    this.#keeping.change = (changed: FederationChange) => {
      for (const entry of changed.waiting ?? []) {
        if (entry.lane === start.lane) entry.salt.set(base.sha256(concatBytes(uint64be(7), uint64be(this.#ordinal++))));
        if (isPacked) (entry as { lane: Lane }).lane = start.lane;
      }
      change(changed);
    };
    this.node = new FederationNode({
      ownCard: self.cardJws,
      crypto: this.#crypto,
      signers: self.signers,
      padKey: secret,
      cursorKey: base.sha256(uint64be(2)),
      keeping: this.#keeping,
      reservedTicks: 2,
    });
    // The log's first records are said by the first tick.
    this.publish(START_MS - TICK_MS);
  }

  publish(nowMs: number): number {
    const size = this.node.state(nowMs).self!.size;
    const taken = new Map<Lane, number>();
    for (const { lane, salt } of this.#keeping.waiting()) {
      const { first, count } = slotsOf(lane);
      const place = taken.get(lane) ?? 0;
      taken.set(lane, place + 1);
      if (lane !== start.lane && place < count)
        this.#ideal.set(saltText(salt), paddingLeaf(this.#crypto, this.#padKey, size + first + place));
    }
    return this.node.publish(nowMs);
  }
}

const saltText = (bytes: Uint8Array): string =>
  bytes.length < SALT_BYTES ? '' : Buffer.from(bytes.subarray(0, SALT_BYTES)).toString('latin1');

/** Everything that a partner can ask, once. `cursor` is the one it was given last. */
function questions(size: number, since: number, cursor: string | undefined, random: SeededRandom): WireRequest[] {
  const tiles: WireRequest[] = [];
  for (let level = -1; level <= 2; level++) {
    const hashes = level < 1 ? size : Math.floor(size / 256 ** level);
    for (const index of [0, Math.floor(hashes / 256)])
      for (const width of [256, hashes % 256, random.integer(1, 255)])
        if (width > 0) tiles.push({ kind: 'tile', level, index, width });
  }
  return [
    { kind: 'checkpoint' },
    { kind: 'entries', since, ...(cursor === undefined ? {} : { cursor }) },
    { kind: 'entries', since: 0 },
    { kind: 'entries', since: size + 48 },
    { kind: 'entries', since: 0, cursor: 'AAAA' },
    ...tiles,
    { kind: 'consistency', from: since, to: size },
    { kind: 'consistency', from: random.integer(0, size), to: random.integer(0, size + 60) },
    { kind: 'seen', origin: `merivaht/${random.pick([...OTHERS, SELF, OBSERVER, 'XX'])}/1` },
    random.pick(start.notes),
    { kind: 'add-checkpoint', body: 'old 0\n\nnot a note\n' },
  ];
}

/** What is not for the observer: own acts, what goes to others, rules for others, and others cut off. */
function secretAct(node: FederationNode, random: SeededRandom, name: string, nowMs: number): void {
  const other = random.pick(OTHERS);
  const act = (body: PartnerActBody): void => {
    try {
      node.act(checkedAct(self, name, body), nowMs);
    } catch {
      // Refused for what came before it: then it is no secret.
    }
  };
  switch (random.integer(0, 7)) {
    case 0:
    case 1: {
      const seq = node.recordedThrough('secret') + 1;
      const vessel = { mmsi: 200_000_000 + random.integer(2, 9), name: 'Hidden' };
      const alerts = Array.from({ length: random.next() < 0.03 ? 60 : 3 }, (_, i) =>
        madeAlert(`hidden-${i}`, seq, { vessel }),
      );
      node.recordChanges('secret', seq, alerts, [], nowMs);
      return;
    }
    case 2:
      act({
        kind: 'set-rule',
        rule: { ...ruleTo(other, random.pick(['all', ['severity']] as const)), ruleId: `secret-${name}` },
      });
      return;
    case 3:
      act({ kind: 'set-watch-list', list: { listId: name, title: 'Own', version: 1, entries: [] } });
      return;
    case 4:
      act({ kind: 'open-case', title: 'Others', about: 'not for all', members: [SELF, ...OTHERS] });
      return;
    case 5:
      act({
        kind: 'ask', to: other, purpose: 'cable-protection', ring: [[24, 59], [25, 59], [25, 60]],
        from: timeOf(nowMs - 3_600_000), until: timeOf(nowMs),
      }); // biome-ignore format: one thing in a few lines
      return;
    case 6:
      act({ kind: 'suspend', partner: other, because: 'in doubt' });
      return;
    default:
      act({ kind: 'resume', partner: other, because: 'it was explained' });
  }
}

/** Open alerts, and in which tick each was recorded last. */
type Open = Map<string, number>;

/** What both worlds do: some of it is for the observer, and sometimes it is more than its lane takes at once. */
function openAct(node: FederationNode, count: number, number: number, nowMs: number): Open {
  const alerts = Array.from({ length: count }, (_, i) => openAlert(`open-${(number + i) % 9}`, number));
  node.recordChanges('open', node.recordedThrough('open') + 1, alerts, [], nowMs);
  return new Map(alerts.map(({ id }) => [id, number]));
}

const openAlert = (id: string, number: number, rank = number) =>
  madeAlert(id, number, { vessel: { mmsi: OPEN_MMSI, name: 'Known' }, rank });

/** Changes of alerts that the observer has or is owed, in a field that goes to nobody. */
function hiddenChanges(node: FederationNode, random: SeededRandom, open: Open, nowMs: number): void {
  const alerts = [...open].filter(() => random.next() < 0.4).map(([id, number]) => openAlert(id, number, 1000));
  if (alerts.length > 0) node.recordChanges('open', node.recordedThrough('open') + 1, alerts, [], nowMs);
}

const told = (answer: WireAnswer): string =>
  `${answer.status} ${'type' in answer ? answer.type : ''} ${typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body).toString('hex')}`;

/** The first request that was answered otherwise; undefined where there is none. */
function firstDifference(seed: number, isPacked: boolean): { readonly asked: number; readonly difference?: string } {
  const random = seededRandom(seed);
  const worlds = [new NiWorld(isPacked), new NiWorld(isPacked)] as const;
  let since = 0;
  let cursor: string | undefined;
  let asked = 0;
  const open: Open = new Map();
  for (let tick = 0; tick < (isPacked ? PACKED_TICKS : TICKS); tick++) {
    const nowMs = START_MS + tick * TICK_MS;
    const [before, between] = [random.fork(`before ${tick}`), random.fork(`between ${tick}`)];
    for (let i = random.integer(0, 2); i > 0; i--) secretAct(worlds[1].node, before, `s-${tick}-${i}`, nowMs);
    if (random.next() < 0.4) hiddenChanges(worlds[1].node, before, open, nowMs);
    if (random.next() < 0.6) {
      const count = random.pick([1, 3, 9]);
      for (const { node } of worlds) for (const [id, number] of openAct(node, count, tick, nowMs)) open.set(id, number);
    }
    if (random.next() < 0.4) hiddenChanges(worlds[1].node, between, open, nowMs);
    for (let i = random.integer(0, 2); i > 0; i--) secretAct(worlds[1].node, between, `t-${tick}-${i}`, nowMs);
    const sizes = worlds.map((world) => world.publish(nowMs));
    if (sizes[0] !== sizes[1]) return { asked, difference: `sizes ${sizes.join(' and ')}` };
    for (const request of questions(sizes[0]!, since, cursor, random)) {
      const [without, with_] = worlds.map(({ node }) => node.serve(OBSERVER, request, nowMs)) as [
        WireAnswer,
        WireAnswer,
      ];
      asked++;
      if (told(without) !== told(with_))
        return {
          asked,
          difference: `${JSON.stringify(request)}\n${told(without).slice(0, 600)}\n${told(with_).slice(0, 600)}`,
        };
      if (request.kind !== 'entries' || request.since !== since || request.cursor !== cursor) continue;
      if (without.status !== 200 || without.type !== 'json') continue;
      cursor = (JSON.parse(without.body) as { cursor: string }).cursor;
    }
    since = sizes[0]!;
  }
  return { asked };
}

describe('a partner whom a secret is not for', () => {
  it('is given the same bytes with it and without it, on every endpoint', (t) => {
    let asked = 0;
    for (let seed = FROM; seed < FROM + PAIRS; seed++) {
      const found = firstDifference(seed, false);
      asked += found.asked;
      assert.equal(
        found.difference,
        undefined,
        `seed ${seed} (play again: MERIVAHT_NONINTERFERENCE_FROM=${seed} MERIVAHT_NONINTERFERENCE_PAIRS=1)`,
      );
    }
    t.diagnostic(`${PAIRS} pairs of worlds, ${asked} requests answered alike`);
    assert.ok(asked > 40 * PAIRS);
  });

  it('would notice it in a log that packs leaves without lanes', () => {
    const noticed = Array.from({ length: 20 }, (_, i) => firstDifference(i + 1, true)).filter(
      (f) => f.difference !== undefined,
    );
    assert.ok(noticed.length >= 18, `${noticed.length} of 20`);
  });
});
