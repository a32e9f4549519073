/**
 * C2SP signed-note (https://c2sp.org/signed-note): a text with signature lines, each by a key that is known by its name and four
 * bytes of its hash. Parsed strictly, so that one note has one reading.
 */
import { base64Of, bytesOfBase64, concatBytes, hexOf, uint32beAt } from './bytes.ts';
import type { Hashing, Signer, Verifying } from './keeping.ts';
import { isWellFormed, utf8Of } from './utf8.ts';

/** Key types: 0x01 signs the text itself, 0x04 is a witness's (see `cosignature.ts`). */
export const NOTE_KEY = 0x01;
export const WITNESS_KEY = 0x04;
export type KeyType = typeof NOTE_KEY | typeof WITNESS_KEY;

const MAX_NOTE_CHARACTERS = 65_536;
const MAX_SIGNATURES = 100;
const SIGNATURE_LINE = /^— ([^ ]+) ([A-Za-z0-9+/]+={0,2})$/;

export interface VerifierKey {
  readonly name: string;
  readonly type: KeyType;
  readonly publicKey: Uint8Array;
  readonly keyHash: number;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyHash: number;
  /** Without the four bytes of the key's hash. */
  readonly signature: Uint8Array;
  /** As it stood in the note, without the end of the line. */
  readonly line: string;
}

export interface SignedNote {
  /** What is signed; ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export type NoteFault = 'malformed' | 'not-signed' | 'bad-signature';

/** No white space and no plus sign, which separates the parts of a verifier key. */
const isKeyName = (name: string): boolean =>
  name !== '' && isWellFormed(name) && !/[\p{White_Space}+]/u.test(name) && !hasControls(name);

function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && unit !== 0x0a) return true;
  }
  return false;
}

const typed = (type: KeyType, publicKey: Uint8Array): Uint8Array => concatBytes(Uint8Array.of(type), publicKey);

const keyHashBytes = (hashing: Pick<Hashing, 'sha256'>, name: string, key: Uint8Array): Uint8Array =>
  hashing.sha256(concatBytes(utf8Of(`${name}\n`), key)).subarray(0, 4);

export function verifierKeyOf(
  hashing: Pick<Hashing, 'sha256'>,
  name: string,
  type: KeyType,
  publicKey: Uint8Array,
): VerifierKey {
  if (!isKeyName(name) || publicKey.length !== 32) throw new RangeError(`no key for a note: ${name}`);
  return { name, type, publicKey, keyHash: uint32beAt(keyHashBytes(hashing, name, typed(type, publicKey)), 0) };
}

/** `name+hash+base64`, as it stands in a node card. */
export function encodeVerifierKey(
  hashing: Pick<Hashing, 'sha256'>,
  name: string,
  type: KeyType,
  publicKey: Uint8Array,
): string {
  const key = typed(type, publicKey);
  verifierKeyOf(hashing, name, type, publicKey);
  return `${name}+${hexOf(keyHashBytes(hashing, name, key))}+${base64Of(key)}`;
}

/** Undefined where the text is damaged, its hash is of another key, or its type is none of ours. */
export function decodeVerifierKey(hashing: Pick<Hashing, 'sha256'>, text: string): VerifierKey | undefined {
  // The base64 part may hold plus signs itself.
  const parts = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text);
  if (parts === null || !isKeyName(parts[1]!)) return undefined;
  const key = bytesOfBase64(parts[3]!);
  const type = key?.[0];
  if (key?.length !== 33 || (type !== NOTE_KEY && type !== WITNESS_KEY)) return undefined;
  const found = verifierKeyOf(hashing, parts[1]!, type, key.slice(1));
  return found.keyHash === Number.parseInt(parts[2]!, 16) ? found : undefined;
}

/** One signature line, without the newline. `payload` is what follows the key's hash. */
export function signatureLine(key: VerifierKey, payload: Uint8Array): string {
  const hash = new Uint8Array(4);
  new DataView(hash.buffer).setUint32(0, key.keyHash);
  return `— ${key.name} ${base64Of(concatBytes(hash, payload))}`;
}

/** The note of a text by its first signer (type 0x01). */
export function signNote(hashing: Pick<Hashing, 'sha256'>, text: string, name: string, signer: Signer): string {
  if (!isNoteText(text)) throw new RangeError('a note ends with a newline and holds no control characters');
  const key = verifierKeyOf(hashing, name, NOTE_KEY, signer.publicKey);
  return `${text}\n${signatureLine(key, signer.sign(utf8Of(text)))}\n`;
}

/** The same note with more signature lines behind those it has. */
export const withSignatures = (note: string, lines: readonly string[]): string =>
  note + lines.map((line) => `${line}\n`).join('');

const isNoteText = (text: string): boolean => text.endsWith('\n') && isWellFormed(text) && !hasControls(text);

/** Reads the parts; says nothing of who signed. */
export function parseSignedNote(note: string): SignedNote | undefined {
  if (note.length > MAX_NOTE_CHARACTERS || !isNoteText(note)) return undefined;
  const split = note.lastIndexOf('\n\n');
  if (split < 0) return undefined;
  const text = note.slice(0, split + 1);
  const block = note.slice(split + 2);
  if (block === '') return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of block.slice(0, -1).split('\n')) {
    const signature = parseSignatureLine(line);
    if (signature === undefined || signatures.length === MAX_SIGNATURES) return undefined;
    signatures.push(signature);
  }
  return { text, signatures };
}

export function parseSignatureLine(line: string): NoteSignature | undefined {
  const parts = SIGNATURE_LINE.exec(line);
  if (parts === null || !isKeyName(parts[1]!)) return undefined;
  const bytes = bytesOfBase64(parts[2]!);
  if (bytes === undefined || bytes.length < 5) return undefined;
  return { name: parts[1]!, keyHash: uint32beAt(bytes, 0), signature: bytes.slice(4), line };
}

/** The signature by this key; the first where there are several. Those by other keys are passed over, as the standard demands. */
export const signatureBy = (note: SignedNote, key: VerifierKey): NoteSignature | undefined =>
  note.signatures.find((s) => s.name === key.name && s.keyHash === key.keyHash);

export type OpenedNote =
  | { readonly ok: true; readonly note: SignedNote }
  | { readonly ok: false; readonly because: NoteFault };

/** A note that this key (type 0x01) signed. */
export function openNote(note: string, key: VerifierKey, verifying: Verifying): OpenedNote {
  const parsed = parseSignedNote(note);
  if (parsed === undefined) return { ok: false, because: 'malformed' };
  const signature = key.type === NOTE_KEY ? signatureBy(parsed, key) : undefined;
  if (signature === undefined) return { ok: false, because: 'not-signed' };
  const isGood =
    signature.signature.length === 64 && verifying.verify(key.publicKey, utf8Of(parsed.text), signature.signature);
  return isGood ? { ok: true, note: parsed } : { ok: false, because: 'bad-signature' };
}
