/** Notes, checkpoints and cosignatures: published vectors, round trips, and every flipped bit refused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bytesOfBase64, concatBytes, equalBytes } from './bytes.ts';
import { checkpointText, openCheckpoint, parseCheckpointText, signCheckpoint } from './checkpoint.ts';
import { cosign, cosignedAtS } from './cosignature.ts';
import { nodeHashing as hashing, seededSigner, nodeVerifying as verifying } from './crypto.contract.ts';
import {
  decodeVerifierKey,
  encodeVerifierKey,
  NOTE_KEY,
  openNote,
  parseSignedNote,
  signatureBy,
  signNote,
  verifierKeyOf,
  WITNESS_KEY,
  withSignatures,
} from './signed-note.ts';

// The example of golang.org/x/mod/sumdb/note, from which the C2SP standard was made.
const NEUMANN = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const EXAMPLE = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

const signer = seededSigner(1);
const origin = 'merivaht/EE/1';
const key = verifierKeyOf(hashing, origin, NOTE_KEY, signer.publicKey);
const root = new Uint8Array(32).map((_, i) => i * 7);
const note = signCheckpoint(hashing, { origin, size: 4800, root }, signer);
const text = checkpointText({ origin, size: 4800, root });

describe('a signed note', () => {
  it('reads the published example, and no changed letter of it', () => {
    const vkey = decodeVerifierKey(hashing, NEUMANN)!;
    assert.equal(vkey.name, 'PeterNeumann');
    assert.equal(encodeVerifierKey(hashing, vkey.name, NOTE_KEY, vkey.publicKey), NEUMANN);
    assert.ok(openNote(EXAMPLE, vkey, verifying).ok);
    for (let i = 0; i < EXAMPLE.length; i++) {
      const changed = EXAMPLE.slice(0, i) + String.fromCharCode(EXAMPLE.charCodeAt(i) ^ 1) + EXAMPLE.slice(i + 1);
      assert.ok(!openNote(changed, vkey, verifying).ok, `letter ${i}`);
    }
    for (let i = 0; i < NEUMANN.length; i++) {
      const changed = NEUMANN.slice(0, i) + String.fromCharCode(NEUMANN.charCodeAt(i) ^ 1) + NEUMANN.slice(i + 1);
      assert.equal(decodeVerifierKey(hashing, changed), undefined, `letter ${i}`);
    }
  });

  it('holds a checkpoint that opens with the key of its log alone', () => {
    const opened = openCheckpoint(note, key, verifying);
    assert.ok(opened.ok);
    assert.equal(opened.checkpoint.origin, origin);
    assert.equal(opened.checkpoint.size, 4800);
    assert.ok(equalBytes(opened.checkpoint.root, root));
    const other = verifierKeyOf(hashing, origin, NOTE_KEY, seededSigner(2).publicKey);
    assert.deepEqual(openCheckpoint(note, other, verifying), { ok: false, because: 'not-signed' });
    const forged = { ...other, keyHash: key.keyHash };
    assert.deepEqual(openCheckpoint(note, forged, verifying), { ok: false, because: 'bad-signature' });
    const elsewhere = signNote(hashing, checkpointText({ origin: 'merivaht/FI/1', size: 1, root }), origin, signer);
    assert.deepEqual(openCheckpoint(elsewhere, key, verifying), { ok: false, because: 'other-origin' });
    const free = signNote(hashing, 'no checkpoint\n', origin, signer);
    assert.deepEqual(openCheckpoint(free, key, verifying), { ok: false, because: 'no-checkpoint' });
  });

  it('is refused for each changed letter of a checkpoint', () => {
    for (let i = 0; i < note.length; i++)
      for (const bit of [1, 2, 4, 8, 16, 32, 64]) {
        const changed = note.slice(0, i) + String.fromCharCode(note.charCodeAt(i) ^ bit) + note.slice(i + 1);
        assert.ok(!openCheckpoint(changed, key, verifying).ok, `letter ${i}, bit ${bit}`);
      }
  });

  it('is refused where it is not written as the standard says', () => {
    const line = note.slice(text.length + 1);
    const malformed = {
      'no end': note.slice(0, -1),
      'no blank line': text + line,
      'no signature': `${text}\n`,
      'carriage return': note.replace('\n', '\r\n'),
      'half a surrogate pair': `\ud800${note}`,
      'an empty line behind': `${note}\n`,
      'free text behind': `${note}hello\n`,
      'a hyphen for the dash': note.replace('— ', '- '),
      'two spaces': note.replace(`${origin} `, `${origin}  `),
      'a plus in the name': note.replace(`— ${origin}`, '— a+b'),
      'a space of another script in the name': note.replace(`— ${origin}`, '— a\u2003b'),
      'a signature of four bytes': `${text}\n— ${origin} AAAAAA==\n`,
      'base64 with spare bits': note.replace(/(.)=\n$/, 'B=\n').replace(/(.)==\n$/, 'B==\n'),
      'too many': withSignatures(
        note,
        Array.from({ length: 100 }, () => line.trimEnd()),
      ),
      'too long': `${'x'.repeat(70_000)}\n\n${line}`,
      empty: '',
    };
    for (const [why, bad] of Object.entries(malformed)) assert.equal(parseSignedNote(bad), undefined, why);
    for (const bad of [
      text.replace('4800', '04800'),
      text.replace('4800', '-1'),
      text.replace('4800', '9999999999999999'),
      `${text}extension\n`,
      text.slice(0, -1),
      text.replace(/=\n$/, '\n'),
      `\n${text}`,
    ])
      assert.equal(parseCheckpointText(bad), undefined, bad);
    assert.equal(parseCheckpointText(text)?.size, 4800);
  });

  it('passes over signatures by others, and takes names of one key only', () => {
    const second = signNote(hashing, text, 'other.example', seededSigner(3)).slice(text.length + 1);
    const both = withSignatures(note, [second.trimEnd()]);
    const opened = openNote(both, key, verifying);
    assert.ok(opened.ok && opened.note.signatures.length === 2);
    assert.throws(() => verifierKeyOf(hashing, 'two words', NOTE_KEY, signer.publicKey), RangeError);
    assert.throws(() => verifierKeyOf(hashing, 'a', NOTE_KEY, new Uint8Array(31)), RangeError);
    assert.throws(() => signNote(hashing, 'no newline', 'a', signer), RangeError);
    const type7 = concatBytes(Uint8Array.of(7), signer.publicKey);
    assert.equal(decodeVerifierKey(hashing, `a+00000000+${Buffer.from(type7).toString('base64')}`), undefined);
  });
});

describe('a cosignature', () => {
  const witness = seededSigner(4);
  const name = 'merivaht/FI/witness';
  const vkey = encodeVerifierKey(hashing, name, WITNESS_KEY, witness.publicKey);
  const witnessKey = decodeVerifierKey(hashing, vkey)!;
  const cosigned = withSignatures(note, [cosign(hashing, text, name, witness, 1_796_000_000)]);

  it('says when the witness saw the checkpoint, and leaves the log key its signature', () => {
    const parsed = parseSignedNote(cosigned)!;
    assert.equal(cosignedAtS(parsed, witnessKey, verifying), 1_796_000_000);
    assert.ok(openCheckpoint(cosigned, key, verifying).ok);
    assert.equal(signatureBy(parsed, witnessKey)?.signature.length, 72);
    assert.equal(cosignedAtS(parseSignedNote(note)!, witnessKey, verifying), undefined);
  });

  it('signs the bytes that the standard names', () => {
    const bytes = bytesOfBase64(cosigned.trimEnd().split(' ').at(-1)!)!;
    const message = new TextEncoder().encode(`cosignature/v1\ntime 1796000000\n${text}`);
    assert.ok(verifying.verify(witness.publicKey, message, bytes.slice(12)));
  });

  it('is refused with any bit of its time or signature flipped, over another text, and by the other key type', () => {
    const line = cosigned.trimEnd().split('\n').at(-1)!;
    const bytes = bytesOfBase64(line.split(' ').at(-1)!)!;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const bad = withSignatures(note, [`— ${name} ${Buffer.from(changed).toString('base64')}`]);
      assert.equal(cosignedAtS(parseSignedNote(bad)!, witnessKey, verifying), undefined, `bit ${bit}`);
    }
    const later = signCheckpoint(hashing, { origin, size: 4848, root }, signer);
    assert.equal(cosignedAtS(parseSignedNote(withSignatures(later, [line]))!, witnessKey, verifying), undefined);
    const asNote = verifierKeyOf(hashing, name, NOTE_KEY, witness.publicKey);
    assert.notEqual(asNote.keyHash, witnessKey.keyHash);
    assert.equal(openNote(cosigned, witnessKey, verifying).ok, false);
  });
});
