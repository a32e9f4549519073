import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { act } from '../contract/act.ts';
import { type ErrorCode, MerivahtError } from '../contract/errors.ts';
import { officer as officerSchema } from '../contract/views.ts';
import { isOwnKey, type OfficerFile, officerFile, slug, unlockOfficer } from './officer-file.ts';
import { addOfficer, checkOfficer, DEMO_OFFICER, demoOfficer, listOfficers, readOfficers } from './officers.ts';

const PASSPHRASE = 'merel on tuul ja vesi';
const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const folders: string[] = [];
const newFolder = (): string => {
  folders.push(mkdtempSync(join(tmpdir(), 'merivaht-test-')));
  return folders.at(-1)!;
};
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const withCode = (code: ErrorCode) => (error: unknown) => error instanceof MerivahtError && error.code === code;
const pathOf = (folder: string, id: string): string => join(folder, 'officers', `${id}.json`);
const fileOf = (folder: string, id: string): OfficerFile => JSON.parse(readFileSync(pathOf(folder, id), 'utf8'));
const add = (folder: string, name: string, observer = false) =>
  addOfficer(folder, { name, observer, passphrase: PASSPHRASE, nowMs: NOW_MS });

describe('an officer', () => {
  it('is added, read again as the contract says, and opened by the passphrase only', async () => {
    const folder = newFolder();
    const made = await add(folder, '  Mari-Liis   Õun ');
    assert.equal(made.name, 'Mari-Liis Õun');
    assert.match(made.officerId, /^mari-liis-oun-[0-9a-f]{8}$/);
    assert.equal(made.addedAt, '2026-01-02T03:04:05Z');
    assert.deepEqual(await readOfficers(folder), [made]);
    assert.deepEqual(officerSchema.parse(made), made);
    assert.ok(act.shape.officer.safeParse(made.officerId).success, 'acts can name it');
    assert.deepEqual(await checkOfficer(folder, made.officerId, PASSPHRASE), made);
    await assert.rejects(checkOfficer(folder, made.officerId, `${PASSPHRASE} `), withCode('MV-PASSPHRASE'));
    await assert.rejects(checkOfficer(folder, 'nobody-00000000', PASSPHRASE), withCode('MV-OFFICER-UNKNOWN'));
    await assert.rejects(checkOfficer(folder, '../version', PASSPHRASE), withCode('MV-OFFICER-UNKNOWN'));
  });

  it('lies in a file of its owner only, complete, and without its key or passphrase in the clear', async () => {
    const folder = newFolder();
    const made = await add(folder, 'Jüri');
    const path = pathOf(folder, made.officerId);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(join(folder, 'officers')), [`${made.officerId}.json`], 'no draft is left');
    const bytes = readFileSync(path);
    const file = officerFile.parse(JSON.parse(bytes.toString()));
    const key = await unlockOfficer(file, PASSPHRASE);
    assert.ok(isOwnKey(file, key));
    const der = key.export({ type: 'pkcs8', format: 'der' });
    // The secret is the last 32 bytes (RFC 8410): in no encoding of it may the file hold them.
    const seed = der.subarray(-32);
    for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const)
      for (const secret of [seed, der]) assert.ok(!bytes.toString('latin1').includes(secret.toString(encoding)));
    const everything = Object.values(file.lockedKey).filter((v) => typeof v === 'string');
    for (const value of everything) assert.ok(!Buffer.from(value, 'base64url').includes(seed.subarray(0, 8)));
    assert.ok(!bytes.toString().includes(PASSPHRASE));
    const other = createPrivateKey(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    assert.equal(isOwnKey(file, other), false);
  });

  it('whose file was changed acts no more: every field is noticed', async () => {
    const folder = newFolder();
    const [made, other] = [await add(folder, 'Kaido'), await add(folder, 'Riina', true)];
    const good = fileOf(folder, made.officerId);
    const strange = fileOf(folder, other.officerId);
    const changes: readonly (readonly [string, OfficerFile])[] = [
      ['name', { ...good, officer: { ...good.officer, name: 'Kaido K' } }],
      ['name in other case', { ...good, officer: { ...good.officer, name: 'KAIDO' } }],
      ['observer', { ...good, officer: { ...good.officer, observer: true } }],
      ['added', { ...good, officer: { ...good.officer, addedAt: '2020-01-01T00:00:00Z' } }],
      ['public key', { ...good, officer: { ...good.officer, publicKey: other.publicKey } }],
      ['signature', { ...good, signature: strange.signature }],
      ['a weak lock', { ...good, lockedKey: { ...good.lockedKey, n: 1024 as 131_072 } }],
      ['a costly lock', { ...good, lockedKey: { ...good.lockedKey, n: 1_073_741_824 as 131_072 } }],
      ['a field more', { ...good, note: 'x' } as OfficerFile],
    ];
    for (const [what, changed] of changes) {
      writeFileSync(pathOf(folder, made.officerId), JSON.stringify(changed));
      const { officers, damaged } = await listOfficers(folder);
      assert.deepEqual([officers, damaged.length], [[other], 1], what);
      await assert.rejects(checkOfficer(folder, made.officerId, PASSPHRASE), withCode('MV-DOCUMENT-INVALID'), what);
    }
    // The locked key is looked at only when it is opened.
    const sealed = Buffer.from(good.lockedKey.sealed, 'base64url');
    sealed[20]! ^= 1;
    const locks: readonly OfficerFile['lockedKey'][] = [
      strange.lockedKey,
      { ...good.lockedKey, sealed: sealed.toString('base64url') },
      { ...good.lockedKey, tag: strange.lockedKey.tag },
      { ...good.lockedKey, nonce: strange.lockedKey.nonce },
      { ...good.lockedKey, salt: strange.lockedKey.salt },
    ];
    for (const lockedKey of locks) {
      writeFileSync(pathOf(folder, made.officerId), JSON.stringify({ ...good, lockedKey }));
      await assert.rejects(checkOfficer(folder, made.officerId, PASSPHRASE), withCode('MV-PASSPHRASE'));
    }
    writeFileSync(pathOf(folder, made.officerId), JSON.stringify(strange));
    assert.match((await listOfficers(folder)).damaged[0]!.because, /its name is not its id/);
    writeFileSync(pathOf(folder, made.officerId), '{');
    assert.match((await listOfficers(folder)).damaged[0]!.because, /no JSON/);
    writeFileSync(pathOf(folder, made.officerId), JSON.stringify(good));
    assert.deepEqual((await listOfficers(folder)).damaged, []);
  });

  it('is refused with a bad name, a name that is taken or a short passphrase, and nothing is written', async () => {
    const folder = newFolder();
    await add(folder, 'Tiit');
    for (const name of ['', '   ', 'x'.repeat(81), 'a\u0000b', 'a\u202eb'])
      await assert.rejects(add(folder, name), withCode('MV-ARGUMENTS'), JSON.stringify(name));
    await assert.rejects(add(folder, 'TIIT'), withCode('MV-OFFICER-EXISTS'));
    const short = addOfficer(folder, { name: 'Ants', observer: false, passphrase: 'elevenchars' });
    await assert.rejects(
      short,
      (error: unknown) => withCode('MV-PASSPHRASE')(error) && !String(error).includes('elevenchars'),
    );
    assert.equal(readdirSync(join(folder, 'officers')).length, 1);
  });

  it('has an id from any name, and a passphrase that may be typed on any keyboard', async () => {
    assert.deepEqual(['Šarūnė Łoś', 'O’Brien, J.', '当直 士官', '--', 'Ärni 2'].map(slug), [
      'sarune-os',
      'o-brien-j',
      'officer',
      'officer',
      'arni-2',
    ]);
    const folder = newFolder();
    const composed = '\u00f5htune meri 2026';
    const made = await addOfficer(folder, { name: '当直 士官', observer: true, passphrase: composed });
    assert.match(made.officerId, /^officer-[0-9a-f]{8}$/);
    assert.equal((await checkOfficer(folder, made.officerId, composed.normalize('NFD'))).observer, true);
  });

  it('of the demonstration is made once', async () => {
    const folder = newFolder();
    const [first, again] = [await demoOfficer(folder), await demoOfficer(folder)];
    assert.deepEqual(first, again);
    assert.deepEqual(await readOfficers(folder), [first]);
    assert.equal(first.name, DEMO_OFFICER);
    assert.equal(first.observer, false);
  });
});
