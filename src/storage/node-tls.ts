/**
 * A node's own certificate authority and the certificate it issues to itself, for both ends of mutual TLS. No public authority
 * vouches for a node: partners pin this one, which stands in the card (RFC 5280 profile; ECDSA on P-256 as in TLS 1.3, RFC 8446).
 */
import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import { z } from 'zod';

x509.cryptoProvider.set(webcrypto as never);

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** Longer than a card, which pins it. */
const AUTHORITY_DAYS = 5 * 365;
const LEAF_DAYS = 180;
/** At a start with less than this left, there is a new one. */
const RENEW_DAYS = 150;
/** Clocks differ: it holds from a little before. */
const SLACK_MS = 3_600_000;

export const ownTlsKeys = z.strictObject({
  authorityPem: z.string(),
  authorityKeyPem: z.string(),
  certPem: z.string(),
  keyPem: z.string(),
});
export type OwnTlsKeys = z.infer<typeof ownTlsKeys>;

export interface TlsOwner {
  readonly nodeId: string;
  /** `https://HOST:PORT`. */
  readonly endpoint: string;
}

export async function makeOwnTls(owner: TlsOwner, nowMs: number): Promise<OwnTlsKeys> {
  const keys = await newKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: authorityName(owner.nodeId),
    notBefore: new Date(nowMs - SLACK_MS),
    notAfter: new Date(nowMs + AUTHORITY_DAYS * DAY_MS),
    signingAlgorithm: EC,
    keys: keys as never,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as never),
    ],
  });
  const made = { authorityPem: authority.toString('pem'), authorityKeyPem: await pemOf(keys.privateKey) };
  return { ...made, ...(await certify(made, owner, nowMs)) };
}

/** The same where the certificate is good for long enough and names the endpoint; else a new one by the same authority. */
export async function renewOwnTls(tls: OwnTlsKeys, owner: TlsOwner, nowMs: number): Promise<OwnTlsKeys> {
  const cert = new X509Certificate(tls.certPem);
  const isLong = Date.parse(cert.validTo) - nowMs > RENEW_DAYS * DAY_MS && Date.parse(cert.validFrom) <= nowMs;
  const host = hostOf(owner.endpoint);
  const names = (isIP(host) === 0 ? cert.checkHost(host) : cert.checkIP(host)) !== undefined;
  return isLong && names ? tls : { ...tls, ...(await certify(tls, owner, nowMs)) };
}

async function certify(
  { authorityPem, authorityKeyPem }: Pick<OwnTlsKeys, 'authorityPem' | 'authorityKeyPem'>,
  { nodeId, endpoint }: TlsOwner,
  nowMs: number,
): Promise<Pick<OwnTlsKeys, 'certPem' | 'keyPem'>> {
  const keys = await newKeys();
  const signingKey = await webcrypto.subtle.importKey('pkcs8', derOf(authorityKeyPem), EC, false, ['sign']);
  const authority = new x509.X509Certificate(authorityPem);
  const cert = await x509.X509CertificateGenerator.create({
    subject: `CN=${nodeId}`,
    issuer: authority.subject,
    notBefore: new Date(nowMs - SLACK_MS),
    notAfter: new Date(nowMs + LEAF_DAYS * DAY_MS),
    signingAlgorithm: EC,
    publicKey: keys.publicKey as never,
    signingKey: signingKey as never,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as never),
      await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey as never),
      new x509.SubjectAlternativeNameExtension(namesOf(nodeId, hostOf(endpoint))),
    ],
  });
  return { certPem: cert.toString('pem'), keyPem: await pemOf(keys.privateKey) };
}

function namesOf(nodeId: string, host: string): { type: 'url' | 'dns' | 'ip'; value: string }[] {
  const hosts = [...new Set(['localhost', '127.0.0.1', host])];
  const named = hosts.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value }));
  return [{ type: 'url', value: `merivaht:node:${nodeId}` }, ...named];
}

const authorityName = (nodeId: string): string => `CN=${nodeId} authority`;
/** Without the brackets of an IPv6 address. */
const hostOf = (endpoint: string): string => new URL(endpoint).hostname.replace(/^\[|\]$/g, '');

const newKeys = async (): Promise<webcrypto.CryptoKeyPair> =>
  (await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const text = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${text.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}

const derOf = (pem: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
