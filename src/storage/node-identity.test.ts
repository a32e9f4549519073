import assert from 'node:assert/strict';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connect, createServer } from 'node:tls';
import { Decrypter, Encrypter } from 'age-encryption';
import { compactVerify, importJWK } from 'jose';
import { type NodeCard, nodeCard } from '../contract/node-card.ts';
import { decodeVerifierKey } from '../evidence/signed-note.ts';
import { type CheckedCard, checkCard } from '../federation/card-check.ts';
import { identityFolder, identityPath } from './identity-file.ts';
import { nodeCrypto } from './node-crypto.ts';
import { hasIdentity, makeIdentity, openIdentity, renameLog, rotateIdentity } from './node-identity.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.now();
const PASSPHRASE = 'seitse sinist saart idas';
const root = mkdtempSync(join(tmpdir(), 'merivaht-identity-'));
after(() => rmSync(root, { recursive: true }));

const request = (name: string, over: object = {}) => ({
  folder: join(root, name),
  nodeId: 'EE',
  name: 'Estonia',
  endpoint: 'https://watch.example.ee:8443',
  rootKeyFile: join(root, `${name}.root`),
  rootPassphrase: PASSPHRASE,
  nowMs: NOW_MS,
  ...over,
});
const rotation = (name: string, nowMs: number) => {
  const { folder, rootKeyFile, rootPassphrase } = request(name);
  return { folder, rootKeyFile, rootPassphrase, nowMs, keys: 'new' as const };
};

function checked(jws: string, previous?: CheckedCard, nowMs = NOW_MS): CheckedCard {
  const result = checkCard({ schema: 'merivaht.signed-card/1', jws }, previous, nowMs, nodeCrypto);
  assert.ok('ok' in result, JSON.stringify(result));
  return result.ok;
}

describe("a node's identity", () => {
  const folder = join(root, 'ee');
  let card: NodeCard;

  before(async () => {
    card = checked(await makeIdentity(request('ee'))).card;
  });

  it('is made with a card that jose verifies, and opened as the card says', async () => {
    const identity = await openIdentity(folder, NOW_MS);
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: card.keys.root }, 'Ed25519');
    const { payload, protectedHeader } = await compactVerify(identity.card, key);
    assert.deepEqual(nodeCard.parse(JSON.parse(new TextDecoder().decode(payload))), card);
    assert.deepEqual(protectedHeader, { alg: 'Ed25519', kid: 'EE', typ: 'merivaht-card+jws' });
    const said = new TextEncoder().encode('said');
    const logKey = decodeVerifierKey(nodeCrypto, card.keys.log)!;
    assert.equal(logKey.name, 'merivaht/EE/1');
    const keys = {
      log: logKey.publicKey,
      witness: decodeVerifierKey(nodeCrypto, card.keys.witness)!.publicKey,
      record: new Uint8Array(Buffer.from(card.keys.record, 'base64url')),
    };
    for (const name of ['log', 'witness', 'record'] as const)
      assert.ok(nodeCrypto.verify(keys[name], said, identity.signers[name].sign(said)), name);
    assert.equal(identity.padKey.length, 32);
    assert.notDeepEqual(identity.padKey, identity.cursorKey);
    const encrypter = new Encrypter();
    encrypter.addRecipient(card.keys.seal);
    const sealed = await encrypter.encrypt('sealed');
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity.sealIdentity);
    assert.equal(await decrypter.decrypt(sealed, 'text'), 'sealed');
  });

  it('has its keys where only its owner reads them, and the root key elsewhere, locked', async () => {
    if (process.platform !== 'win32') {
      assert.equal(statSync(identityPath(folder)).mode & 0o777, 0o600);
      assert.equal(statSync(identityFolder(folder)).mode & 0o777, 0o700);
      assert.equal(statSync(join(root, 'ee.root')).mode & 0o777, 0o600);
      for (const [path, open, closed] of [
        [identityPath(folder), 0o640, 0o600],
        [identityFolder(folder), 0o705, 0o700],
      ] as const) {
        chmodSync(path, open);
        await assert.rejects(openIdentity(folder, NOW_MS), { code: 'MV-IDENTITY-OPEN' });
        chmodSync(path, closed);
      }
      await openIdentity(folder, NOW_MS);
    }
    const link = join(root, 'link');
    symlinkSync(root, link);
    mkdirSync(join(root, 'inside'));
    for (const rootKeyFile of [join(root, 'inside', 'root'), join(root, 'inside', 'deep', '..', 'root'), join(link, 'inside', 'root')]) // biome-ignore format: one thought
      await assert.rejects(makeIdentity(request('inside', { rootKeyFile })), { code: 'MV-ARGUMENTS' }, rootKeyFile);
    assert.ok(!hasIdentity(join(root, 'inside')) && !existsSync(join(root, 'inside', 'root')));
  });

  it('shakes hands by TLS 1.3 with its own certificate, both ways, and with no other authority', async () => {
    const { tls } = await openIdentity(folder, NOW_MS);
    await makeIdentity(request('fi', { nodeId: 'FI', name: 'Finland', endpoint: 'https://[::1]:9443' }));
    const other = (await openIdentity(join(root, 'fi'), NOW_MS)).tls;
    const shake = async (ca: string): Promise<string> => {
      const server = createServer({ cert: tls.certPem, key: tls.keyPem, ca: other.authorityPem, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' }); // biome-ignore format: one thought
      server.on('secureConnection', (socket) => socket.end(`${socket.getPeerCertificate().subject.CN} ${socket.getProtocol()}`)); // biome-ignore format: one thought
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const client = connect({ host: '127.0.0.1', port, servername: 'watch.example.ee', ca, cert: other.certPem, key: other.keyPem }); // biome-ignore format: one thought
      try {
        let said = '';
        client.setEncoding('utf8').on('data', (part) => {
          said += part;
        });
        await once(client, 'close');
        return said;
      } finally {
        server.close();
      }
    };
    assert.equal(await shake(tls.authorityPem), 'FI TLSv1.3');
    await assert.rejects(shake(other.authorityPem));
    const cert = new X509Certificate(tls.certPem);
    assert.equal(
      cert.subjectAltName,
      'URI:merivaht:node:EE, DNS:localhost, IP Address:127.0.0.1, DNS:watch.example.ee',
    );
    assert.ok(cert.checkIssued(new X509Certificate(tls.authorityPem)));
    assert.ok(cert.verify(createPublicKey(new X509Certificate(tls.authorityPem).publicKey.export({ type: 'spki', format: 'pem' })))); // biome-ignore format: one thought
    assert.match(new X509Certificate(other.certPem).subjectAltName!, /IP Address:0:0:0:0:0:0:0:1/);
  });

  it('gets a new certificate of the same authority before the old one runs out', async () => {
    const first = (await openIdentity(folder, NOW_MS)).tls;
    assert.deepEqual((await openIdentity(folder, NOW_MS + DAY_MS)).tls, first);
    const later = (await openIdentity(folder, NOW_MS + 100 * DAY_MS)).tls;
    assert.notEqual(later.certPem, first.certPem);
    assert.equal(later.authorityPem, first.authorityPem);
    assert.ok(Date.parse(new X509Certificate(later.certPem).validTo) > NOW_MS + 250 * DAY_MS);
    assert.deepEqual((await openIdentity(folder, NOW_MS + 101 * DAY_MS)).tls, later);
  });

  it('is made once, and only of what fits a card', async () => {
    await assert.rejects(makeIdentity(request('ee')), { code: 'MV-ARGUMENTS' });
    for (const over of [{ nodeId: 'ee' }, { name: '' }, { endpoint: 'http://a:1' }, { endpoint: 'https://a:99999' }])
      await assert.rejects(makeIdentity(request('never', over)), { code: 'MV-ARGUMENTS' }, JSON.stringify(over));
    await assert.rejects(makeIdentity(request('never', { rootPassphrase: 'short' })), { code: 'MV-PASSPHRASE' });
    await assert.rejects(makeIdentity(request('never', { rootKeyFile: join(root, 'ee.root') })), { code: 'MV-ARGUMENTS' }); // biome-ignore format: one thought
    assert.ok(!hasIdentity(join(root, 'never')));
    await assert.rejects(openIdentity(join(root, 'never')), { code: 'MV-NO-IDENTITY' });
  });

  it('is rotated by the root key alone: new keys, the same log, a card that follows', async () => {
    const before = await openIdentity(folder, NOW_MS);
    await assert.rejects(rotateIdentity({ ...rotation('ee', NOW_MS), rootPassphrase: 'kaheksa halli hane' }), { code: 'MV-PASSPHRASE' }); // biome-ignore format: one thought
    await assert.rejects(rotateIdentity({ ...rotation('ee', NOW_MS), rootKeyFile: join(root, 'fi.root') }), { code: 'MV-DOCUMENT-INVALID' }); // biome-ignore format: one thought
    await assert.rejects(rotateIdentity({ ...rotation('ee', NOW_MS), rootKeyFile: join(root, 'gone') }), { code: 'MV-INPUT-MISSING' }); // biome-ignore format: one thought
    assert.equal((await openIdentity(folder, NOW_MS)).card, before.card);
    let previous = checked(before.card);
    // In one millisecond: the chain still has an order.
    for (const endpoint of ['https://10.1.2.3:8443', 'https://sea.example.ee:8443']) {
      const next = checked(await rotateIdentity({ ...rotation('ee', NOW_MS), endpoint }), previous);
      assert.equal(next.card.endpoint, endpoint);
      for (const key of ['record', 'witness', 'seal', 'tlsAuthority'] as const)
        assert.notEqual(next.card.keys[key], previous.card.keys[key], key);
      assert.equal(next.card.keys.log, previous.card.keys.log);
      previous = next;
    }
    const now = await openIdentity(folder, NOW_MS);
    assert.deepEqual(checked(now.card).card, previous.card);
    assert.deepEqual(now.padKey, before.padKey);
    assert.deepEqual(now.signers.log.publicKey, before.signers.log.publicKey);
    assert.notDeepEqual(now.signers.record.publicKey, before.signers.record.publicKey);
  });

  it('with a new log does not open before a card names it', async () => {
    await makeIdentity(request('log'));
    const data = join(root, 'log');
    const before = await openIdentity(data, NOW_MS);
    assert.equal(renameLog(data), 'merivaht/EE/2');
    await assert.rejects(openIdentity(data, NOW_MS), { code: 'MV-CARD-OLD' });
    const next = checked(await rotateIdentity({ ...rotation('log', NOW_MS), keys: 'kept' }), checked(before.card));
    const now = await openIdentity(data, NOW_MS);
    const key = decodeVerifierKey(nodeCrypto, next.card.keys.log)!;
    assert.equal(key.name, 'merivaht/EE/2');
    assert.deepEqual(key.publicKey, now.signers.log.publicKey);
    assert.notDeepEqual(now.signers.log.publicKey, before.signers.log.publicKey);
    assert.notDeepEqual(now.padKey, before.padKey);
    assert.deepEqual(now.signers.record.publicKey, before.signers.record.publicKey);
    assert.deepEqual(now.tls, before.tls);
  });

  it('is refused when its file was changed, or its card has run out', async () => {
    await makeIdentity(request('changed'));
    const data = join(root, 'changed');
    const whole = JSON.parse(readFileSync(identityPath(data), 'utf8')) as Record<string, unknown>;
    const other = Buffer.alloc(32, 7).toString('base64url');
    for (const [change, code] of [
      [{ log: other }, 'MV-DOCUMENT-INVALID'],
      [{ record: other }, 'MV-DOCUMENT-INVALID'],
      [{ witness: other }, 'MV-DOCUMENT-INVALID'],
      [{ pad: 'short' }, 'MV-DOCUMENT-INVALID'],
      [{ cards: [] }, 'MV-DOCUMENT-INVALID'],
      [{ cards: [String((whole.cards as string[])[0]).replace(/.{4}$/, 'AAAA')] }, 'MV-CARD-INVALID'],
    ] as const) {
      writeFileSync(identityPath(data), JSON.stringify({ ...whole, ...change }));
      await assert.rejects(openIdentity(data, NOW_MS), { code }, JSON.stringify(change).slice(0, 60));
    }
    writeFileSync(identityPath(data), JSON.stringify(whole));
    await openIdentity(data, NOW_MS);
    await assert.rejects(openIdentity(data, NOW_MS + 731 * DAY_MS), { code: 'MV-CARD-INVALID' });
  });
});
