/**
 * For simulations: five nodes with cards, officers and agreements, peered by the real acts. The ceremony is done once for each
 * shape of the alliance and copied for each seed.
 */
import { AGREEMENT_SCHEMA, type Agreement, type Approval, type SignedAgreement } from '../contract/agreement.ts';
import type { Alert, Severity } from '../contract/alert.ts';
import { NODE_CARD_SCHEMA, type NodeCard, SIGNED_CARD_SCHEMA } from '../contract/node-card.ts';
import type { PartnerActBody } from '../contract/partner-act.ts';
import { base64urlOf } from '../evidence/bytes.ts';
import { signJws } from '../evidence/jws.ts';
import type { Signer } from '../evidence/keeping.ts';
import { encodeVerifierKey, NOTE_KEY, WITNESS_KEY } from '../evidence/signed-note.ts';
import { approvalBytes, approvedInAct } from './approvals.ts';
import { CARD_TYP, cardHash } from './card-check.ts';
import type { SimulatedCrypto } from './fast-crypto.contract.ts';
import type { CheckedAct } from './federation.ts';
import { FederationNode } from './federation-node.ts';
import { twelveWords } from './fingerprint.ts';
import type { MemoryFederationKeeping } from './memory-federation-keeping.contract.ts';

export const NODE_IDS = ['EE', 'FI', 'JP', 'NO', 'SE'] as const;
/** How long a world is bad; then it heals. */
export const CHAOS_MS = 5500;
export const START_MS = Date.parse('2026-11-20T12:00:00.000Z');
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Small, so that a restart does not take long. */
const RESERVED_TICKS = 2;

export const timeOf = (ms: number): string => new Date(ms).toISOString();

export interface SimulatedIdentity {
  readonly nodeId: string;
  readonly card: NodeCard;
  readonly cardJws: string;
  readonly cardHash: string;
  readonly signers: Readonly<Record<'log' | 'record' | 'witness', Signer>>;
  readonly officers: readonly Signer[];
}

export function identityOf(nodeId: string, number: number, simulated: SimulatedCrypto): SimulatedIdentity {
  const [root, log, record, witness, first, second] = [0, 1, 2, 3, 4, 5].map((i) =>
    simulated.signer(1000 * (number + 1) + i),
  ) as [Signer, Signer, Signer, Signer, Signer, Signer];
  const hashing = simulated.crypto(0);
  const card: NodeCard = {
    schema: NODE_CARD_SCHEMA,
    nodeId,
    name: `Node ${nodeId}`,
    country: nodeId.slice(0, 2),
    issuedAt: timeOf(START_MS - DAY_MS),
    validUntil: timeOf(START_MS + 300 * DAY_MS),
    endpoint: 'https://127.0.0.1:8443',
    keys: {
      root: base64urlOf(root.publicKey),
      log: encodeVerifierKey(hashing, `merivaht/${nodeId}/1`, NOTE_KEY, log.publicKey),
      witness: encodeVerifierKey(hashing, `merivaht/${nodeId}/witness`, WITNESS_KEY, witness.publicKey),
      record: base64urlOf(record.publicKey),
      seal: `age1${'q'.repeat(58)}`,
      tlsAuthority: 'none: no socket is opened here',
    },
  };
  return {
    nodeId,
    card,
    cardJws: signJws({ kid: nodeId, typ: CARD_TYP }, card, root).jws,
    cardHash: cardHash(card, hashing),
    signers: { log, record, witness },
    officers: [first, second],
  };
}

export function startNode(
  identity: SimulatedIdentity,
  keeping: MemoryFederationKeeping,
  simulated: SimulatedCrypto,
  seed: number,
): FederationNode {
  return new FederationNode({
    ownCard: identity.cardJws,
    crypto: simulated.crypto(seed),
    signers: identity.signers,
    padKey: simulated.crypto(1).sha256(identity.signers.log.publicKey),
    cursorKey: simulated.crypto(2).sha256(identity.signers.record.publicKey),
    keeping,
    reservedTicks: RESERVED_TICKS,
  });
}

/** With the consent of both officers, where the act takes it or not. */
export function checkedAct(identity: SimulatedIdentity, actId: string, body: PartnerActBody): CheckedAct {
  const bytes = approvalBytes(approvedInAct(identity.nodeId, actId, body));
  const approvals: Approval[] = identity.officers.map((signer, i) => ({
    officerId: `o-${i + 1}`,
    officerName: `Officer ${i + 1}`,
    publicKey: base64urlOf(signer.publicKey),
    signature: base64urlOf(signer.sign(bytes)),
  }));
  return { actId, officerName: 'Officer 1', approvals, body };
}

export function agreementOf(a: SimulatedIdentity, b: SimulatedIdentity, over: Partial<Agreement> = {}): Agreement {
  const side = ({ nodeId, cardHash: hash }: SimulatedIdentity): Agreement['sides'][0] => ({
    nodeId,
    cardHash: hash,
    maxTlp: 'amber',
    classes: ['alert', 'vessel', 'watch-list', 'case', 'question', 'answer', 'relation'],
  });
  const [first, second] = [a, b].sort((x, y) => (x.nodeId < y.nodeId ? -1 : 1));
  return {
    schema: AGREEMENT_SCHEMA,
    agreementId: `agreement-${first!.nodeId}-${second!.nodeId}`.toLowerCase(),
    sides: [side(first!), side(second!)],
    purposes: ['cable-protection'],
    retentionDays: 30,
    onward: 'none',
    witness: true,
    notBefore: timeOf(START_MS - 4 * HOUR_MS),
    notAfter: timeOf(START_MS + 60 * DAY_MS),
    ...over,
  };
}

export interface Peered {
  readonly identity: SimulatedIdentity;
  readonly keeping: MemoryFederationKeeping;
}

/** The whole ceremony: cards, words, both signatures, and the file handed back. */
export function peer(
  a: Peered & { node: FederationNode },
  b: Peered & { node: FederationNode },
  simulated: SimulatedCrypto,
  over: Partial<Agreement> = {},
): void {
  const agreement = agreementOf(a.identity, b.identity, over);
  const words = twelveWords(a.identity.cardHash, b.identity.cardHash, simulated.crypto(0));
  const nowMs = START_MS - 2 * HOUR_MS;
  const name = `${a.identity.nodeId}-${b.identity.nodeId}`;
  for (const [self, other] of [
    [a, b],
    [b, a],
  ] as const)
    self.node.act(
      checkedAct(self.identity, `card-${name}`, {
        kind: 'add-card',
        card: { schema: SIGNED_CARD_SCHEMA, jws: other.identity.cardJws },
      }),
      nowMs,
    );
  const proposed = a.node.act(
    checkedAct(a.identity, `agree-${name}`, { kind: 'agree', partner: b.identity.nodeId, words, agreement }),
    nowMs,
  );
  const whole = b.node.act(
    checkedAct(b.identity, `agree-${name}`, {
      kind: 'agree',
      partner: a.identity.nodeId,
      words,
      agreement,
      signed: proposed.agreement as SignedAgreement,
    }),
    nowMs,
  );
  a.node.act(
    checkedAct(a.identity, `take-${name}`, {
      kind: 'take-agreement',
      partner: b.identity.nodeId,
      agreement: whole.agreement as SignedAgreement,
    }),
    nowMs,
  );
}

/** Text that no rule lets go: found in nothing that a partner is given. */
export const SECRET = 'SECRET-OF-THE-NODE';
/** What goes to others than those who get all. */
export const NARROW_FIELDS = ['severity', 'updatedAt', 'raisedAt', 'configurationHash'];

export function madeAlert(id: string, version: number, over: Partial<Alert> = {}): Alert {
  const severity: Severity = 'actionable';
  const time = (minute: number): string => timeOf(START_MS + minute * 60_000).replace('.000Z', 'Z');
  return {
    schema: 'merivaht.alert/1',
    id,
    kind: 'drag',
    severity,
    status: 'open',
    rank: version,
    vessel: { mmsi: 200_000_000 + (version % 7), name: SECRET, lengthM: 180 },
    onsetAt: time(0),
    raisedAt: time(1),
    updatedAt: time(version),
    position: { lonE5: 2_500_000 + version, latE5: 5_950_000 },
    sentence: `${SECRET} is slow`,
    vhfText: '',
    evidenceMilliNats: 5000 + version,
    speaksFor: [],
    speaksAgainst: [],
    exposure: [],
    assetsAtRisk: [],
    crossed: [],
    profile: [],
    configurationHash: 'none',
    ...over,
  };
}
