/**
 * The second verifier: what this log writes is read by Go's checksum-database packages (`evidence-go.go`), which others wrote. It
 * must agree on what is good and on what was tampered with, and make the same proofs out of our tiles.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { base64Of } from '../src/evidence/bytes.ts';
import { openCheckpoint } from '../src/evidence/checkpoint.ts';
import { cosign, cosignedAtS } from '../src/evidence/cosignature.ts';
import { nodeHashing as hashing, nodeCrypto, nodeVerifying, seededSigner } from '../src/evidence/crypto.contract.ts';
import type { CheckpointRow } from '../src/evidence/keeping.ts';
import { MemoryLogKeeping } from '../src/evidence/memory-keeping.contract.ts';
import { leafHash, verifyConsistency, verifyInclusion } from '../src/evidence/merkle.ts';
import { NodeLog } from '../src/evidence/node-log.ts';
import {
  decodeVerifierKey,
  encodeVerifierKey,
  NOTE_KEY,
  openNote,
  parseSignedNote,
  signNote,
  WITNESS_KEY,
  withSignatures,
} from '../src/evidence/signed-note.ts';
import { entriesOfBundle, hashesAtLevel, TILE_WIDTH, tilePath } from '../src/evidence/tile.ts';
import { seededRandom } from '../src/lib/seeded-random.ts';

/** Where Debian's golang-golang-x-mod-dev puts its source. */
const GOPATH = '/usr/share/gocode';

interface Case {
  readonly kind: 'note' | 'cosignature' | 'inclusion' | 'consistency' | 'tiles';
  readonly note?: string;
  readonly vkey?: string;
  readonly size?: number;
  readonly root?: string;
  readonly from?: number;
  readonly old?: string;
  readonly index?: number;
  readonly leaf?: string;
  readonly proof?: readonly string[];
  readonly tiles?: Readonly<Record<string, string>>;
}
interface Verdict {
  readonly Ok: boolean;
  readonly Because?: string;
  readonly Text?: string;
  readonly Time?: number;
  readonly Proof?: readonly string[];
}

function absent(): string | false {
  if (!existsSync(join(GOPATH, 'src/golang.org/x/mod/sumdb/tlog/tlog.go')))
    return 'golang.org/x/mod not installed (Debian package golang-golang-x-mod-dev)';
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'go not installed (Debian package golang-go)';
  }
}

const origin = 'merivaht/EE/1';
const logSigner = seededSigner(21);
const witness = seededSigner(22);
const witnessName = 'merivaht/FI/witness';
const vkey = encodeVerifierKey(hashing, origin, NOTE_KEY, logSigner.publicKey);
const witnessVkey = encodeVerifierKey(hashing, witnessName, WITNESS_KEY, witness.publicKey);
const random = seededRandom(23);

/** A log that was opened again on its way, with every checkpoint that it published. */
function madeLog(ticks: number): { readonly log: NodeLog; readonly published: readonly CheckpointRow[] } {
  let keeping = new MemoryLogKeeping();
  const options = { origin, crypto: nodeCrypto(1), signer: logSigner, padKey: new Uint8Array(32).fill(5) };
  let log = NodeLog.open({ ...options, keeping });
  const published: CheckpointRow[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    for (let i = random.integer(0, 4); i > 0; i--) log.add(random.integer(-1, 14), `{"t":${tick},"i":${i}}`, 'jws');
    published.push(log.publish(tick));
    if (tick % 40 !== 39) continue;
    keeping = keeping.crash();
    log = NodeLog.open({ ...options, keeping, reservedTicks: 10 });
  }
  return { log, published };
}

/** One bit of one byte in base64, at random. */
function flipped(text: string): string {
  const bytes = Buffer.from(text, 'base64');
  bytes[random.integer(0, bytes.length - 1)]! ^= 1 << random.integer(0, 7);
  return bytes.toString('base64');
}

/** A tile of level 0 with a bit flipped in the hash of the leaf beside this one. */
function withoutSibling(tile: string, index: number): string {
  const bytes = Buffer.from(tile, 'base64');
  bytes[((index ^ 1) % TILE_WIDTH) * 32 + random.integer(0, 31)]! ^= 1 << random.integer(0, 7);
  return bytes.toString('base64');
}

const skip = absent();

describe('the log, read by Go', () => {
  let folder = '';
  const { log, published } = madeLog(150);
  const leafOf = (index: number): Uint8Array =>
    entriesOfBundle(log.tile(-1, Math.floor(index / TILE_WIDTH), (index % TILE_WIDTH) + 1)!)!.at(-1)!;

  before(() => {
    if (skip !== false) return;
    folder = mkdtempSync(join(tmpdir(), 'merivaht-go-'));
    const env = { ...process.env, GO111MODULE: 'off', GOFLAGS: '', GOPATH, GOCACHE: join(folder, 'cache') };
    const source = join(import.meta.dirname, 'evidence-go.go');
    execFileSync('go', ['build', '-o', join(folder, 'verify'), source], { env, cwd: folder });
  });
  after(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  function ask(cases: readonly Case[]): Verdict[] {
    const input = cases.map((c) => JSON.stringify(c)).join('\n');
    const output = execFileSync(join(folder, 'verify'), { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    const verdicts = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Verdict);
    assert.equal(verdicts.length, cases.length);
    return verdicts;
  }

  it('has checkpoints that Go opens, and agrees on every note with one letter changed', { skip }, (t) => {
    const key = decodeVerifierKey(hashing, vkey)!;
    const good = published.map((row): Case => ({ kind: 'note', note: row.note, vkey }));
    for (const [i, verdict] of ask(good).entries()) {
      assert.ok(verdict.Ok, verdict.Because);
      assert.equal(verdict.Text, parseSignedNote(published[i]!.note)!.text);
    }
    const note = published.at(-1)!.note;
    const changed: string[] = [];
    for (let i = 0; i < note.length; i++)
      for (const bit of [1, 32]) {
        const letter = String.fromCharCode(note.charCodeAt(i) ^ bit);
        changed.push(note.slice(0, i) + letter + note.slice(i + 1));
      }
    const verdicts = ask(changed.map((text) => ({ kind: 'note', note: text, vkey })));
    for (const [i, text] of changed.entries()) {
      assert.equal(openCheckpoint(text, key, nodeVerifying).ok, false);
      assert.equal(verdicts[i]!.Ok, false, JSON.stringify(text));
    }
    t.diagnostic(`${good.length} notes taken by both, ${changed.length} changed ones refused by both`);
  });

  it('has verifier keys and foreign notes on which both agree', { skip }, () => {
    const other = seededSigner(24);
    const text = 'two lines\nof free text\n';
    const note = signNote(hashing, text, 'example.org/log', other);
    const key = encodeVerifierKey(hashing, 'example.org/log', NOTE_KEY, other.publicKey);
    const many = withSignatures(signNote(hashing, text, origin, logSigner), [note.trimEnd().split('\n').at(-1)!]);
    const cases: readonly (readonly [string, string])[] = [
      [note, key],
      [many, key],
      [many, vkey],
      [note, vkey],
      [note, key.replace('example.org/log', 'example.org/lag')],
      [note, key.slice(0, -4)],
      [note, ''],
      [note.replace('\n', '\r\n'), key],
      [`${note}\n`, key],
      [note.replace('— ', '- '), key],
      ['', key],
    ];
    const verdicts = ask(cases.map(([n, v]) => ({ kind: 'note', note: n, vkey: v })));
    for (const [i, [n, v]] of cases.entries()) {
      const ours = decodeVerifierKey(hashing, v);
      const isGood = ours !== undefined && openNote(n, ours, nodeVerifying).ok;
      assert.equal(verdicts[i]!.Ok, isGood, `case ${i}: ${verdicts[i]!.Because}`);
      assert.equal(isGood, i < 3);
    }
  });

  it('has cosignatures that a witness of the standard verifies, at their time', { skip }, () => {
    const row = published.at(-1)!;
    const { text } = parseSignedNote(row.note)!;
    const line = cosign(hashing, text, witnessName, witness, 1_796_123_456);
    const [, , name, payload] = /^(— )(\S+) (\S+)$/.exec(line)!.map(String) as [string, string, string, string];
    const notes = [withSignatures(row.note, [line])];
    for (let i = 0; i < 60; i++) notes.push(withSignatures(row.note, [`— ${name} ${flipped(payload)}`]));
    notes.push(withSignatures(published[0]!.note, [line]));
    const key = decodeVerifierKey(hashing, witnessVkey)!;
    for (const [i, verdict] of ask(notes.map((note) => ({ kind: 'cosignature', note, vkey: witnessVkey }))).entries()) {
      const ours = cosignedAtS(parseSignedNote(notes[i]!)!, key, nodeVerifying);
      assert.equal(verdict.Ok, ours !== undefined, verdict.Because);
      assert.equal(ours, i === 0 ? 1_796_123_456 : undefined);
      if (i === 0) assert.equal(verdict.Time, ours);
    }
  });

  it('has inclusion proofs on which both agree, good and tampered with', { skip }, (t) => {
    const KINDS = 9;
    const OTHER_SIZE = 7;
    const cases: Case[] = [];
    const ours: boolean[] = [];
    const put = (index: number, size: number, leaf: string, proof: readonly string[], root: string): void => {
      cases.push({ kind: 'inclusion', index, size, leaf, proof, root });
      const hashes = proof.map((hash) => Buffer.from(hash, 'base64'));
      const data = leafHash(hashing, Buffer.from(leaf, 'base64'));
      ours.push(verifyInclusion(hashing, index, size, data, hashes, Buffer.from(root, 'base64')));
    };
    for (let trial = 0; trial < 150; trial++) {
      const row = random.pick(published);
      const index = random.integer(0, row.size - 1);
      const leaf = base64Of(leafOf(index));
      const root = base64Of(row.root);
      const proof = log.inclusion(index, row.size)!.map(base64Of);
      const at = random.integer(0, proof.length - 1);
      put(index, row.size, leaf, proof, root);
      put(index, row.size, flipped(leaf), proof, root);
      put(index, row.size, leaf, proof, flipped(root));
      put(index, row.size, leaf, proof.with(at, flipped(proof[at]!)), root);
      put(index, row.size, leaf, proof.toSpliced(at, 1), root);
      put(index, row.size, leaf, [...proof, proof[at]!], root);
      put(index ^ 1, row.size, leaf, proof, root);
      put(index, row.size + 48, leaf, proof, root);
      put(row.size, row.size, leaf, proof, root);
    }
    const verdicts = ask(cases);
    for (const [i, verdict] of verdicts.entries())
      assert.equal(verdict.Ok, ours[i], `${JSON.stringify(cases[i])}: ${verdict.Because}`);
    assert.ok(ours.every((ok, i) => ok || i % KINDS !== 0));
    // For another size the same path may hold: it says nothing of the size. Each other change must be refused.
    assert.ok(ours.every((ok, i) => !ok || i % KINDS === 0 || i % KINDS === OTHER_SIZE));
    t.diagnostic(`${cases.length} inclusion proofs, ${ours.filter((ok) => ok).length} good`);
  });

  it('has consistency proofs on which both agree, good and tampered with', { skip }, (t) => {
    const cases: Case[] = [];
    const ours: boolean[] = [];
    const put = (from: number, size: number, proof: readonly string[], old: string, root: string): void => {
      cases.push({ kind: 'consistency', from, size, proof, old, root });
      const [oldRoot, newRoot] = [old, root].map((hash) => Buffer.from(hash, 'base64')) as [Buffer, Buffer];
      const hashes = proof.map((hash) => Buffer.from(hash, 'base64'));
      ours.push(verifyConsistency(hashing, from, size, hashes, oldRoot, newRoot));
    };
    for (let trial = 0; trial < 150; trial++) {
      const one = random.integer(0, published.length - 2);
      const a = published[one]!;
      const b = published[random.integer(one + 1, published.length - 1)]!;
      const [old, root] = [base64Of(a.root), base64Of(b.root)];
      const proof = log.consistency(a.size, b.size)!.map(base64Of);
      const at = random.integer(0, proof.length - 1);
      put(a.size, b.size, proof, old, root);
      put(a.size, b.size, proof, flipped(old), root);
      put(a.size, b.size, proof, old, flipped(root));
      put(a.size, b.size, proof.with(at, flipped(proof[at]!)), old, root);
      put(a.size, b.size, proof.toSpliced(at, 1), old, root);
      put(a.size, b.size, [...proof, proof[at]!], old, root);
      put(a.size, a.size, [], old, old);
      put(a.size, a.size, [], old, root);
    }
    const verdicts = ask(cases);
    for (const [i, verdict] of verdicts.entries())
      assert.equal(verdict.Ok, ours[i], `${JSON.stringify(cases[i])}: ${verdict.Because}`);
    assert.equal(ours.filter((ok) => ok).length, 300);
    t.diagnostic(`${cases.length} consistency proofs, 300 good`);
  });

  it('has tiles from which Go makes the same proofs, and which it refuses with a bit flipped', { skip }, (t) => {
    const tilesAt = (size: number): Record<string, string> => {
      const tiles: Record<string, string> = {};
      for (let level = 0; hashesAtLevel(level, size) > 0; level++) {
        const count = hashesAtLevel(level, size);
        for (let index = 0; index * TILE_WIDTH < count; index++) {
          const width = Math.min(TILE_WIDTH, count - index * TILE_WIDTH);
          tiles[tilePath({ level, index, width })] = base64Of(log.tile(level, index, width)!);
        }
      }
      return tiles;
    };
    let made = 0;
    for (let trial = 0; trial < 25; trial++) {
      const row = random.pick(published);
      const tiles = tilesAt(row.size);
      const index = random.integer(0, row.size - 1);
      const asked: Case = {
        kind: 'tiles',
        size: row.size,
        root: base64Of(row.root),
        index,
        leaf: base64Of(leafOf(index)),
        tiles,
      };
      const path = tilePath({
        level: 0,
        index: Math.floor(index / TILE_WIDTH),
        width: Math.min(TILE_WIDTH, row.size - Math.floor(index / TILE_WIDTH) * TILE_WIDTH),
      });
      const [good, bad, none] = ask([
        asked,
        { ...asked, tiles: { ...tiles, [path]: withoutSibling(tiles[path]!, index) } },
        { ...asked, tiles: {} },
      ]) as [Verdict, Verdict, Verdict];
      assert.ok(good.Ok, good.Because);
      assert.deepEqual(good.Proof ?? [], log.inclusion(index, row.size)!.map(base64Of));
      assert.equal(bad.Ok, false);
      assert.equal(none.Ok, false);
      made++;
    }
    t.diagnostic(`${made} proofs that Go made are ours`);
  });
});
