/** For tests: nodes with cards, keys and officers from a seed, and agreements that they signed. */
import {
  AGREEMENT_SCHEMA,
  type Agreement,
  type Approval,
  SIGNED_AGREEMENT_SCHEMA,
  type SignedAgreement,
} from '../contract/agreement.ts';
import { NODE_CARD_SCHEMA, type NodeCard, SIGNED_CARD_SCHEMA, type SignedCard } from '../contract/node-card.ts';
import { base64urlOf } from '../evidence/bytes.ts';
import { nodeHashing, seededSigner } from '../evidence/crypto.contract.ts';
import { signJws } from '../evidence/jws.ts';
import type { Signer } from '../evidence/keeping.ts';
import { encodeVerifierKey, NOTE_KEY, WITNESS_KEY } from '../evidence/signed-note.ts';
import { AGREEMENT_TYP } from './agreement-check.ts';
import { type Approved, approvalBytes } from './approvals.ts';
import { CARD_TYP, type CheckedCard, cardHash } from './card-check.ts';

export const MADE_MS = Date.parse('2026-11-20T12:00:00.000Z');
export const DAY_MS = 86_400_000;
export const timeOf = (ms: number): string => new Date(ms).toISOString();

export interface MadeNode {
  readonly signers: Readonly<Record<'root' | 'log' | 'record' | 'witness', Signer>>;
  readonly officers: readonly { readonly officerId: string; readonly officerName: string; readonly signer: Signer }[];
  readonly checked: CheckedCard;
  readonly signed: SignedCard;
}

export function madeNode(nodeId: string, seed: number, over: Partial<NodeCard> = {}): MadeNode {
  const root = seededSigner(seed);
  const log = seededSigner(seed + 1);
  const record = seededSigner(seed + 2);
  const witness = seededSigner(seed + 3);
  const card: NodeCard = {
    schema: NODE_CARD_SCHEMA,
    nodeId,
    name: `Node ${nodeId}`,
    country: nodeId.slice(0, 2),
    issuedAt: timeOf(MADE_MS - DAY_MS),
    validUntil: timeOf(MADE_MS + 365 * DAY_MS),
    endpoint: 'https://127.0.0.1:8443',
    keys: {
      root: base64urlOf(root.publicKey),
      log: encodeVerifierKey(nodeHashing, `merivaht/${nodeId}/1`, NOTE_KEY, log.publicKey),
      witness: encodeVerifierKey(nodeHashing, `merivaht/${nodeId}/witness`, WITNESS_KEY, witness.publicKey),
      record: base64urlOf(record.publicKey),
      seal: `age1${'q'.repeat(58)}`,
      tlsAuthority: 'made up',
    },
    ...over,
  };
  return {
    signers: { root, log, record, witness },
    officers: ['o-1', 'o-2'].map((officerId, i) => ({
      officerId,
      officerName: `Officer ${i + 1} of ${nodeId}`,
      signer: seededSigner(seed + 10 + i),
    })),
    checked: { card, cardHash: cardHash(card, nodeHashing) },
    signed: signedCardOf(card, root),
  };
}

export const signedCardOf = (card: NodeCard, root: Signer): SignedCard => ({
  schema: SIGNED_CARD_SCHEMA,
  jws: signJws({ kid: card.nodeId, typ: CARD_TYP }, card, root).jws,
});

export const madeApproval = (officer: MadeNode['officers'][0], approved: Approved): Approval => ({
  officerId: officer.officerId,
  officerName: officer.officerName,
  publicKey: base64urlOf(officer.signer.publicKey),
  signature: base64urlOf(officer.signer.sign(approvalBytes(approved))),
});

export function madeAgreement(a: MadeNode, b: MadeNode, over: Partial<Agreement> = {}): Agreement {
  const side = ({ checked }: MadeNode): Agreement['sides'][0] => ({
    nodeId: checked.card.nodeId,
    cardHash: checked.cardHash,
    maxTlp: 'amber',
    classes: ['alert', 'vessel', 'watch-list', 'case', 'question', 'answer', 'relation'],
  });
  const [first, second] = [a, b].sort((x, y) => (x.checked.card.nodeId < y.checked.card.nodeId ? -1 : 1));
  return {
    schema: AGREEMENT_SCHEMA,
    agreementId: 'agreement-1',
    sides: [side(first!), side(second!)],
    purposes: ['cable-protection'],
    retentionDays: 30,
    onward: 'none',
    witness: true,
    notBefore: timeOf(MADE_MS - 3_600_000),
    notAfter: timeOf(MADE_MS + 60 * DAY_MS),
    ...over,
  };
}

export function madeSignature(node: MadeNode, agreement: Agreement): SignedAgreement['signatures'][0] {
  const { nodeId } = node.checked.card;
  const approved = { nodeId, actId: agreement.agreementId, body: agreement };
  const [first, second] = node.officers.map((officer) => madeApproval(officer, approved));
  return {
    nodeId,
    jws: signJws({ kid: nodeId, typ: AGREEMENT_TYP }, agreement, node.signers.record).jws,
    approvals: [first!, second!],
  };
}

export const madeSignedAgreement = (agreement: Agreement, ...nodes: readonly MadeNode[]): SignedAgreement => ({
  schema: SIGNED_AGREEMENT_SCHEMA,
  agreement,
  signatures: nodes.map((node) => madeSignature(node, agreement)),
});
