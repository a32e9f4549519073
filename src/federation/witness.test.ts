import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryLogKeeping } from '../evidence/memory-keeping.contract.ts';
import { NodeLog } from '../evidence/node-log.ts';
import { parseSignedNote } from '../evidence/signed-note.ts';
import { signedCheckpoint } from './equivocation.ts';
import { fastCrypto } from './fast-crypto.contract.ts';
import { knownCard } from './relations.ts';
import { identityOf, START_MS } from './simulated-nodes.contract.ts';
import { addCheckpointBody, goodCosignature, parseAddCheckpoint, witnessAnswer } from './witness.ts';

const simulated = fastCrypto();
const crypto = simulated.crypto(1);
const [owner, witness, other] = ['EE', 'FI', 'JP'].map((id, i) => identityOf(id, i, simulated)) as [
  ReturnType<typeof identityOf>, ReturnType<typeof identityOf>, ReturnType<typeof identityOf>,
]; // biome-ignore format: one thing in a few lines
const keysOf = (who: typeof owner) => knownCard({ card: who.card, cardHash: who.cardHash }, '', crypto);

function logOf(who: typeof owner, padding = 1): NodeLog {
  const padKey = crypto.sha256(Uint8Array.of(padding));
  const origin = `merivaht/${who.nodeId}/1`;
  return NodeLog.open({ origin, crypto, signer: who.signers.log, padKey, keeping: new MemoryLogKeeping() });
}

const seen = (log: NodeLog) => signedCheckpoint(log.checkpointNote(), keysOf(owner).logKey, crypto);
const ask = (verified: ReturnType<typeof seen>, body: string) =>
  witnessAnswer(
    {
      logKey: keysOf(owner).logKey,
      verified,
      witnessName: keysOf(witness).witnessKey.name,
      witness: witness.signers.witness,
      crypto,
      nowMs: START_MS,
    },
    body,
  );
const bodyOf = (log: NodeLog, oldSize: number): string =>
  addCheckpointBody({ oldSize, proof: log.consistency(oldSize, log.size) ?? [], note: log.checkpointNote() });

describe('a witness', () => {
  it('cosigns what follows from what it verified, with a line that its key verifies', () => {
    const log = logOf(owner);
    log.publish(START_MS);
    const first = ask(undefined, bodyOf(log, 0));
    assert.equal(first.answer.status, 200);
    log.publish(START_MS);
    log.publish(START_MS);
    const next = ask(first.verified, bodyOf(log, 48));
    assert.equal(next.verified?.size, 144);
    const { text } = parseSignedNote(log.checkpointNote())!;
    const line = next.answer.body as string;
    assert.ok(goodCosignature(text, line, keysOf(witness).witnessKey, crypto));
    assert.equal(goodCosignature(text, line, keysOf(other).witnessKey, crypto), undefined);
    assert.equal(goodCosignature(text.replace('144', '192'), line, keysOf(witness).witnessKey, crypto), undefined);
  });

  it('answers as C2SP tlog-witness says', () => {
    const log = logOf(owner);
    for (let i = 0; i < 3; i++) log.publish(START_MS);
    const before = seen(log);
    for (let i = 0; i < 2; i++) log.publish(START_MS);
    const status = (body: string, verified = before) => ask(verified, body).answer;
    assert.deepEqual(status(bodyOf(log, 48)), { status: 409, type: 'size', body: '144\n' });
    assert.equal(status('old 144\n').status, 400);
    assert.equal(status(bodyOf(log, 144).replace('old 144', 'old 999999')).status, 400);
    const strange = logOf(other);
    for (let i = 0; i < 5; i++) strange.publish(START_MS);
    assert.equal(status(bodyOf(strange, 144)).status, 404);
    assert.equal(status(bodyOf(log, 144).replace(/\n240\n/, '\n288\n')).status, 403);
    const broken = bodyOf(log, 144).replace(/^old 144\n.{43}=\n/, `old 144\n${'A'.repeat(43)}=\n`);
    assert.equal(status(broken).status, 422);
    assert.equal(ask(before, broken).equivocation, undefined);
    assert.equal(status(bodyOf(log, 144)).status, 200);
  });

  it('does not cosign a second history, and has the proof', () => {
    const [log, fork] = [logOf(owner, 1), logOf(owner, 2)];
    for (const each of [log, fork]) for (let i = 0; i < 3; i++) each.publish(START_MS);
    const same = ask(seen(log), bodyOf(fork, 144));
    assert.ok(same.answer.status === 409 && same.equivocation !== undefined && same.verified === undefined);
    fork.publish(START_MS);
    const later = ask(seen(log), bodyOf(fork, 144));
    assert.ok(later.answer.status === 422 && later.equivocation !== undefined && later.verified === undefined);
  });

  it('reads back what it writes, and nothing else', () => {
    const asked = { oldSize: 48, proof: [new Uint8Array(crypto.sha256(Uint8Array.of(1)))], note: 'a\n\n— b c\n' };
    assert.deepEqual(parseAddCheckpoint(addCheckpointBody(asked)), asked);
    for (const bad of [
      '',
      'old 1',
      'old 01\n\nx',
      'old -1\n\nx',
      `old 1\n${'A'.repeat(44)}\n\nx`,
      `old 1\n${'A\n'.repeat(70)}\nx`,
      'x'.repeat(20_000),
    ])
      assert.equal(parseAddCheckpoint(bad), undefined);
  });
});
