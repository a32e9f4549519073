/** A partner as the transport knows it, and how a certificate proves to be its own. */
import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, PeerCertificate } from 'node:tls';

/** Pinned: no public authority, no first-use trust. */
export interface PinnedPartner {
  readonly nodeId: string;
  /** `https://HOST:PORT` of its card. */
  readonly endpoint: string;
  /** PEM of its own certificate authority, as in its card. */
  readonly authorityPem: string;
}

/** What this node shows to others. */
export interface OwnTls {
  readonly certPem: string;
  readonly keyPem: string;
}

const URI = (nodeId: string): string => `URI:merivaht:node:${nodeId}`;

/** SHA-256 of an authority's certificate as OpenSSL prints it: what a chain's end is compared with. */
export function fingerprintOf(authorityPem: string): string {
  return new X509Certificate(authorityPem).fingerprint256;
}

/**
 * Undefined where the certificate is this partner's: it names the node, and its chain ends at the authority in the card. One
 * partner's authority can so never speak for another.
 */
export function strangerBecause(
  cert: PeerCertificate | DetailedPeerCertificate | undefined,
  partner: PinnedPartner,
): string | undefined {
  if (cert?.subject === undefined || Object.keys(cert).length === 0) return 'no certificate';
  if (cert.subject.CN !== partner.nodeId) return 'the certificate names another node';
  const names = (cert.subjectaltname ?? '').split(', ');
  if (!names.includes(URI(partner.nodeId))) return 'the certificate lacks the name of the node';
  let end = cert as DetailedPeerCertificate;
  for (let depth = 0; depth < 5 && end.issuerCertificate !== undefined && end.issuerCertificate !== end; depth++)
    end = end.issuerCertificate;
  if (end.fingerprint256 !== fingerprintOf(partner.authorityPem)) return 'another authority issued the certificate';
  return undefined;
}
