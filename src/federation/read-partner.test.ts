import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EntriesPage } from '../contract/partner-wire.ts';
import { type FederationRecord, RECORD_SCHEMA } from '../contract/record.ts';
import { RECORD_TYP, signJws } from '../evidence/jws.ts';
import { MemoryLogKeeping } from '../evidence/memory-keeping.contract.ts';
import { NodeLog } from '../evidence/node-log.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { signedCheckpoint, verifyEquivocation } from './equivocation.ts';
import { fastCrypto } from './fast-crypto.contract.ts';
import { readPage } from './read-partner.ts';
import { knownCard } from './relations.ts';
import { serveEntries } from './serve.ts';
import { agreementOf, identityOf, START_MS } from './simulated-nodes.contract.ts';

const simulated = fastCrypto();
const crypto = simulated.crypto(1);
const author = identityOf('EE', 0, simulated);
const reader = identityOf('FI', 1, simulated);
const known = knownCard({ card: author.card, cardHash: author.cardHash }, author.cardJws, crypto);
const LANE = 3;

const recall = (over: Partial<FederationRecord> = {}, to = 'FI'): FederationRecord => ({
  schema: RECORD_SCHEMA,
  nodeId: 'EE',
  claimedAt: new Date(START_MS).toISOString(),
  label: { tlp: 'green', releasableTo: ['FI'], purposes: ['cable-protection'], personal: false, exercise: false },
  body: { kind: 'recall', to, recallId: 'r-1', subject: { class: 'watch-list', listId: 'l' }, because: 'x' },
  ...over,
});

function logOf(padding = 1): NodeLog {
  const padKey = crypto.sha256(Uint8Array.of(padding));
  const keeping = new MemoryLogKeeping();
  return NodeLog.open({
    origin: 'merivaht/EE/1',
    crypto,
    signer: author.signers.log,
    padKey,
    keeping,
    reservedTicks: 2,
  });
}

/** Says anything at all: what a partner could sign, committed to its log as it must be. */
function say(log: NodeLog, record: unknown, { lane = LANE, kid = 'EE', signer = author.signers.record } = {}): void {
  const { jws, payloadText } = signJws({ typ: RECORD_TYP, kid }, record, signer);
  log.add(lane, payloadText, jws);
}

function pageOf(log: NodeLog, since = 0, lane = LANE): EntriesPage {
  const page = serveEntries(
    {
      partner: 'FI',
      lane,
      log,
      cursorKey: { crypto, key: crypto.sha256(Uint8Array.of(9)), origin: log.origin },
      witnessed: undefined,
      note: log.checkpointNote(),
      // The author's gate is its own; here it lets everything go.
      question: () => ({
        label: recall().label,
        dataClass: 'relation',
        partner: 'FI',
        relation: { state: 'active', agreement: agreementOf(author, reader) },
        nowMs: START_MS,
        selfId: 'EE',
      }),
    },
    { since },
  );
  assert.ok('answer' in page && typeof page.answer.body === 'string');
  return JSON.parse(page.answer.body) as EntriesPage;
}

type Reading = Parameters<typeof readPage>[0];
const read = (page: unknown, over: Partial<Reading> = {}) =>
  readPage(
    { selfId: 'FI', known, peer: undefined, held: undefined, crypto, nowMs: START_MS, ...over },
    typeof page === 'string' ? page : JSON.stringify(page),
  );

/** As if the log had been verified at its present size. */
function verified(log: NodeLog): NonNullable<Reading['peer']> {
  const signed = signedCheckpoint(log.checkpointNote(), known.logKey, crypto)!;
  const { origin, size, root } = signed;
  const row = { nodeId: 'EE', origin, size, root, note: log.checkpointNote(), cursor: '', verifiedAtMs: START_MS };
  return { ...row, signed };
}

describe('a page of a partner', () => {
  it('is kept where everything holds, and passes over single records that are no good', () => {
    const log = logOf();
    say(log, recall());
    say(log, recall(), { signer: reader.signers.record });
    say(log, recall({ nodeId: 'JP' }));
    say(log, recall({}, 'JP'));
    say(log, { ...recall(), label: { ...recall().label, releasableTo: ['JP'] } });
    say(log, recall({ body: { kind: 'log-began', origin: 'x' } }));
    say(log, { anything: 1 });
    say(log, recall());
    for (let i = 0; i < 5; i++) log.publish(START_MS);
    const verdict = read(pageOf(log));
    assert.equal(verdict.kind, 'verified');
    if (verdict.kind !== 'verified') return;
    assert.deepEqual(verdict.passedOver, [
      'bad-record-signature', 'other-author', 'not-for-us', 'not-for-us', 'not-for-us', 'wrong-record',
    ]); // biome-ignore format: a list reads better in lines
    assert.equal(verdict.openings.length, 2);
  });

  it('stops at a proof that is forged, and keeps nothing of the page', () => {
    const log = logOf();
    for (let i = 0; i < 3; i++) say(log, recall());
    for (let i = 0; i < 3; i++) log.publish(START_MS);
    const page = pageOf(log);
    const forge = (i: number, over: object) => ({
      ...page,
      entries: page.entries.map((e, k) => (k === i ? { ...e, ...over } : e)),
    });
    const [, second] = page.entries;
    for (const forged of [
      forge(1, { index: second!.index + 96 }),
      forge(1, { salt: page.entries[0]!.salt }),
      forge(1, { proof: second!.proof.slice(1) }),
      forge(2, { proof: second!.proof }),
    ])
      assert.deepEqual(read(forged), { kind: 'refused', because: 'forged-proof' });
  });

  it('takes an entry once: replays, back-dated ones and those of other lanes are passed over', () => {
    const log = logOf();
    say(log, recall());
    say(log, recall(), { lane: 5 });
    for (let i = 0; i < 2; i++) log.publish(START_MS);
    const [own, other] = [pageOf(log), pageOf(log, 0, 5)];
    const twice = read({ ...own, entries: [...own.entries, ...own.entries] });
    assert.ok(twice.kind === 'verified' && twice.openings.length === 1 && twice.passedOver[0] === 'replayed');
    const moved = read({ ...own, entries: [...own.entries, ...other.entries] });
    assert.ok(moved.kind === 'verified' && moved.passedOver[0] === 'other-lane');
    const again = read(own, { held: { lane: LANE, lastIndex: own.entries[0]!.index } });
    assert.ok(again.kind === 'verified' && again.openings.length === 0);
  });

  it('refuses what is no page, is too large, or is signed by somebody else', () => {
    const log = logOf();
    log.publish(START_MS);
    const page = pageOf(log);
    const because = (body: unknown): string => {
      const verdict = read(body);
      return verdict.kind === 'refused' ? verdict.because : verdict.kind;
    };
    assert.equal(because('{'), 'not-json');
    assert.equal(because('['.repeat(100_000)), 'not-json');
    assert.equal(because('x'.repeat((4 << 20) + 1)), 'too-large');
    assert.equal(because({ ...page, more: 'yes' }), 'wrong-shape');
    assert.equal(because({ ...page, extra: 1 }), 'wrong-shape');
    assert.equal(because({ ...page, checkpoint: page.checkpoint.replace('EE/1\n48', 'EE/1\n96') }), 'bad-checkpoint');
    const random = seededRandom(1);
    const text = JSON.stringify({ ...page, entries: [] });
    for (let i = 0; i < 300; i++) {
      const at = random.integer(0, text.length - 1);
      const flipped = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      const verdict = read(flipped);
      if (verdict.kind === 'verified') assert.deepEqual(verdict.checkpoint.root, verified(log).root);
    }
  });

  it('must follow from what was verified before; where it provably does not, that is portable', () => {
    const [one, two] = [logOf(1), logOf(1)];
    say(one, recall());
    say(two, recall());
    for (const log of [one, two]) log.publish(START_MS);
    const before = verified(one);
    const sameSize = read(pageOf(two), { peer: before });
    assert.ok(sameSize.kind === 'equivocation' && sameSize.proof.proof.length === 0);
    for (let i = 0; i < 3; i++) two.publish(START_MS);
    const later = read(pageOf(two, 48), { peer: before });
    assert.equal(later.kind, 'equivocation');
    if (sameSize.kind !== 'equivocation' || later.kind !== 'equivocation') return;
    for (const { proof } of [sameSize, later]) {
      assert.ok(verifyEquivocation(proof, known.logKey, crypto));
      assert.ok(!verifyEquivocation({ ...proof, notes: [proof.notes[0], proof.notes[0]] }, known.logKey, crypto));
      assert.ok(
        !verifyEquivocation(
          proof,
          knownCard({ card: reader.card, cardHash: reader.cardHash }, '', crypto).logKey,
          crypto,
        ),
      );
    }
    assert.ok(!verifyEquivocation({ ...later.proof, proof: later.proof.proof.slice(1) }, known.logKey, crypto));
    // A proof that leads nowhere convicts nobody.
    const nonsense = { ...pageOf(two, 48), consistency: ['00'.repeat(32)] };
    assert.deepEqual(read(nonsense, { peer: before }), { kind: 'refused', because: 'bad-consistency' });
    // An honest log convicts nobody either, at any pair of sizes.
    const honest = logOf(2);
    honest.publish(START_MS);
    for (let i = 0; i < 12; i++) {
      const peer = verified(honest);
      say(honest, recall());
      honest.publish(START_MS);
      assert.equal(read(pageOf(honest, peer.size), { peer }).kind, 'verified');
      const old = read({ ...pageOf(honest), checkpoint: peer.note }, { peer: verified(honest) });
      assert.ok(old.kind === 'refused' && old.because === 'older-checkpoint');
    }
  });
});
