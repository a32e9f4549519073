/**
 * C2SP tlog-cosignature v1 (https://c2sp.org/tlog-cosignature): a witness says that at this time it saw this checkpoint and that
 * it is consistent with all of that log it has seen before. Key type 0x04; the payload is the time and the signature.
 */
import { concatBytes, uint64be, uint64beAt } from './bytes.ts';
import type { Hashing, Signer, Verifying } from './keeping.ts';
import {
  type NoteSignature,
  type SignedNote,
  signatureBy,
  signatureLine,
  type VerifierKey,
  verifierKeyOf,
  WITNESS_KEY,
} from './signed-note.ts';
import { utf8Of } from './utf8.ts';

const signedText = (noteText: string, timeS: number): Uint8Array =>
  utf8Of(`cosignature/v1\ntime ${timeS}\n${noteText}`);

/** The line to put under the note whose text this is. `timeS` is POSIX time in whole seconds. */
export function cosign(
  hashing: Pick<Hashing, 'sha256'>,
  noteText: string,
  witnessName: string,
  signer: Signer,
  timeS: number,
): string {
  const key = verifierKeyOf(hashing, witnessName, WITNESS_KEY, signer.publicKey);
  return signatureLine(key, concatBytes(uint64be(timeS), signer.sign(signedText(noteText, timeS))));
}

/** When the witness signed, in POSIX seconds; undefined where it did not. */
export function verifyCosignature(
  noteText: string,
  signature: NoteSignature,
  key: VerifierKey,
  verifying: Verifying,
): number | undefined {
  if (key.type !== WITNESS_KEY || signature.name !== key.name || signature.keyHash !== key.keyHash) return undefined;
  if (signature.signature.length !== 72) return undefined;
  const timeS = uint64beAt(signature.signature, 0);
  if (timeS === undefined) return undefined;
  const isGood = verifying.verify(key.publicKey, signedText(noteText, timeS), signature.signature.slice(8));
  return isGood ? timeS : undefined;
}

/** When this witness cosigned the note; undefined where it did not. */
export function cosignedAtS(note: SignedNote, key: VerifierKey, verifying: Verifying): number | undefined {
  const signature = signatureBy(note, key);
  return signature === undefined ? undefined : verifyCosignature(note.text, signature, key, verifying);
}
