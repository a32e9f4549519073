/** For tests of the console: what a node knows of its partners, with everything that is shown there once. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Agreement } from '../src/contract/agreement.ts';
import { canonicalJson } from '../src/contract/canonical-json.ts';
import type { Label } from '../src/contract/label.ts';
import { type NodeCard, nodeCard, type SignedCard } from '../src/contract/node-card.ts';
import type { CaseView, InboundItem, PartnersState, PartnerView } from '../src/contract/partner-views.ts';
import type { WatchList } from '../src/contract/record.ts';

export type Json = Record<string, unknown>;
export const WORDS: Readonly<Record<string, string>> = {
  LV: 'abandon ability able about above absent absorb abstract absurd abuse access accident',
  FI: 'wagon wait walk wall walnut want warfare warm warrior wash wasp waste',
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const key = (of: string): string => createHash('sha256').update(of).digest('base64url');
const pair = generateKeyPairSync('ed25519');

/** Signed with a key of this run; the desk looks at the signature as a node would. */
export function madeCard(nodeId: string, name: string, signer = pair): SignedCard {
  const card: NodeCard = nodeCard.parse({
    schema: 'merivaht.node-card/1',
    nodeId,
    name,
    country: nodeId.slice(0, 2),
    issuedAt: '2024-12-01T00:00:00.000Z',
    validUntil: '2025-12-01T00:00:00.000Z',
    endpoint: `https://${nodeId.toLowerCase()}.example:9443`,
    keys: {
      root: signer.publicKey.export({ format: 'jwk' }).x,
      log: `merivaht/${nodeId}/1+0123abcd+AQ`,
      witness: `${nodeId}+0123abcd+BA`,
      record: key(`record ${nodeId}`),
      seal: `age1${'q'.repeat(58)}`,
      tlsAuthority: '-----BEGIN CERTIFICATE-----',
    },
  });
  const signed = `${Buffer.from('{"alg":"Ed25519"}').toString('base64url')}.${Buffer.from(canonicalJson(card)).toString('base64url')}`;
  const signature = sign(null, Buffer.from(signed), signer.privateKey).toString('base64url');
  return { schema: 'merivaht.signed-card/1', jws: `${signed}.${signature}` };
}

export const OWN_CARD = madeCard('EE', 'Tallinn');
export const cardHash = (card: SignedCard): string =>
  sha256(Buffer.from(card.jws.split('.')[1]!, 'base64url').toString('utf8'));

export const label = (over: Partial<Label> = {}): Label => ({
  tlp: 'amber',
  releasableTo: ['EE'],
  purposes: ['cable-protection'],
  personal: false,
  exercise: false,
  ...over,
});

function agreementWith(nodeId: string): Agreement {
  const side = (of: string, hash: string): Agreement['sides'][0] => ({
    nodeId: of,
    cardHash: hash,
    maxTlp: 'amber',
    // With Finland no lists are exchanged: the gate denies one.
    classes: [
      'alert',
      'vessel',
      ...(nodeId === 'FI' ? [] : ['watch-list' as const]),
      'case',
      'question',
      'answer',
      'relation',
    ],
  });
  return {
    schema: 'merivaht.agreement/1',
    agreementId: `agreement-ee-${nodeId.toLowerCase()}`,
    sides: [side('EE', cardHash(OWN_CARD)), side(nodeId, sha256(`card ${nodeId}`))],
    purposes: ['cable-protection', 'search-and-rescue'],
    retentionDays: 90,
    onward: 'none',
    witness: true,
    notBefore: '2024-12-01T00:00:00.000Z',
    notAfter: '2025-02-28T00:00:00.000Z',
  };
}

export function partner(nodeId: string, name: string, over: Partial<PartnerView> = {}): PartnerView {
  return {
    nodeId,
    name,
    country: nodeId.slice(0, 2),
    state: 'active',
    since: '2024-12-02T08:00:00.000Z',
    because: 'both sides signed',
    endpoint: `https://${nodeId.toLowerCase()}.example:9443`,
    words: WORDS[nodeId] ?? WORDS.FI!,
    cardHash: sha256(`card ${nodeId}`),
    agreement: agreementWith(nodeId),
    rules: [],
    log: {
      origin: `merivaht/${nodeId}/1`,
      size: 480_048,
      verifiedAt: new Date().toISOString(),
      witnesses: ['FI', 'JP'].filter((each) => each !== nodeId),
    },
    taken: 37,
    refused: {},
    released: 12,
    record: { alerts: 12, withdrawn: 2, confirmed: 5, closedAsFalse: 1 },
    ...over,
  };
}

export const leaveOut = (document: Json, fields: readonly string[]): Json =>
  Object.fromEntries(Object.entries(document).filter(([field]) => !fields.includes(field)));

const CASE_ID = 'EE:0123456789abcdef';
const PROPOSAL_ID = sha256('proposal');

/** `eagle` and `hong` are alerts of this node's two theatres. */
export function madeState(eagle: Json, hong: Json): PartnersState {
  const vessel = eagle.vessel as { mmsi: number; name: string };
  let index = 0;
  const item = (from: string, document: Json, withheld: string[], over: Partial<InboundItem> = {}): InboundItem => {
    index += 48;
    return {
      from,
      subject: { class: 'alert', theatreId: 'gulf-of-finland', alertId: `${from}-${index}` },
      version: 1,
      document: leaveOut(document, withheld),
      withheld,
      label: label(),
      receivedAt: `2024-12-25T10:${String(10 + index / 48).padStart(2, '0')}:00.000Z`,
      claimedAt: '2024-12-25T10:10:00.000Z',
      ref: { origin: `merivaht/${from}/1`, index, commitment: sha256(`${from} ${index}`) },
      quarantined: false,
      recalled: false,
      ...over,
    };
  };
  const inbound = [
    item('FI', eagle, ['vhfText', 'speaksAgainst', 'profile']),
    item('FI', { ...eagle, status: 'withdrawn', withdrawnBecause: 'it had stopped for a pilot' }, ['profile'], {
      version: 3,
      recalled: true,
    }),
    item('JP', hong, ['vhfText', 'profile', 'position'], { label: label({ tlp: 'green', exercise: true }) }),
    item('SE', eagle, [], { quarantined: true }),
  ];
  const list: WatchList = {
    listId: 'jp-draggers',
    title: 'Ships that dragged anchors',
    version: 2,
    entries: [
      { mmsi: vessel.mmsi, name: vessel.name, because: 'dragged over Estlink 2 on 2024-12-25' },
      { imo: 9329760, because: 'anchor missing at the survey' },
    ],
  };
  const ref = inbound[0]!.ref;
  const vote = (by: string, choice: 'concur' | 'object' | 'abstain', reason: string, counts = true) => ({
    caseId: CASE_ID,
    proposalId: PROPOSAL_ID,
    choice,
    reason,
    seen: [],
    by,
    at: '2024-12-25T11:05:00.000Z',
    counts,
    because: counts ? 'counts' : 'two votes of one member are both void',
  });
  const open: CaseView = {
    caseId: CASE_ID,
    title: 'EAGLE S over Estlink 2',
    about: 'The tanker slowed over Estlink 2 and its anchor is probably on the seabed.',
    epoch: 1,
    members: ['EE', 'FI', 'JP'],
    left: ['SE'],
    openedAt: '2024-12-25T10:50:00.000Z',
    contributions: [
      {
        caseId: CASE_ID,
        epoch: 0,
        note: 'Seen from Porkkala too.',
        refs: [ref],
        by: 'FI',
        at: '2024-12-25T10:55:00.000Z',
      },
    ],
    proposals: [
      {
        caseId: CASE_ID,
        epoch: 1,
        proposalId: PROPOSAL_ID,
        action: 'Ask the ship to heave up both anchors',
        reason: 'Estlink 1 is 31 minutes ahead.',
        rule: { kind: 'k-of-n', k: 2 },
        expiresAt: '2024-12-25T12:00:00.000Z',
        evidence: [ref],
        by: 'FI',
        outcome: 'open',
        because: '1 of 2 concur',
        votes: [
          vote('FI', 'concur', 'The anchor is down.'),
          vote('JP', 'object', 'Wait for the patrol.', false),
          vote('JP', 'concur', 'The patrol is there.', false),
        ],
      },
    ],
  };
  return {
    schema: 'merivaht.partners/1',
    revision: 1,
    self: {
      nodeId: 'EE',
      name: 'Tallinn',
      endpoint: 'https://ee.example:9443',
      origin: 'merivaht/EE/1',
      size: 960_000,
      root: sha256('root'),
    },
    partners: [
      partner('FI', 'Helsinki', {
        rules: [
          {
            ruleId: 'rule-fi-all',
            to: 'FI',
            class: 'alert',
            fields: 'all',
            vessels: 'all',
            minSeverity: 'watch',
            label: label({ releasableTo: ['FI'] }),
            inForce: true,
          },
        ],
        refused: { 'forged-proof': 1, 'bad-record-signature': 4 },
      }),
      partner('JP', 'Tokyo'),
      partner('SE', 'Stockholm', {
        state: 'suspended',
        since: '2024-12-25T09:00:00.000Z',
        because: 'two histories of one log',
        log: {
          origin: 'merivaht/SE/1',
          size: 4800,
          verifiedAt: '2024-12-25T08:59:00.000Z',
          witnesses: [],
          trouble: 'two signed checkpoints of size 4800 differ',
        },
      }),
      partner('LV', 'Riga', {
        state: 'proposed',
        because: 'card added',
        agreement: undefined,
        log: { origin: 'merivaht/LV/1', size: 0, witnesses: [] },
        taken: 0,
        released: 0,
        record: { alerts: 0, withdrawn: 0, confirmed: 0, closedAsFalse: 0 },
      }),
    ],
    inbound,
    lists: [{ from: 'JP', list, adopted: false }],
    cases: [open],
    questions: [
      {
        questionId: 'q-1',
        from: 'EE',
        to: 'FI',
        askedAt: '2024-12-25T10:40:00.000Z',
        purpose: 'cable-protection',
        ring: [
          [24.5, 59.25],
          [24.5, 60],
          [25.75, 60],
        ],
        fromTime: '2024-12-25T06:00:00.000Z',
        untilTime: '2024-12-25T10:00:00.000Z',
        answered: 'yes',
        because: 'answered under the policy of FI',
        ships: [
          {
            mmsi: vessel.mmsi,
            name: vessel.name,
            firstAt: '2024-12-25T08:00:00.000Z',
            lastAt: '2024-12-25T09:00:00.000Z',
          },
        ],
        truncated: false,
      },
    ],
    recognised: [
      {
        theatreId: 'gulf-of-finland',
        mmsi: vessel.mmsi,
        name: vessel.name,
        through: 'alert',
        from: 'FI',
        subject: inbound[0]!.subject,
        sentence: 'Helsinki released an alert on this ship on 2024-12-25.',
        firstSeenAt: '2024-12-25T10:30:00.000Z',
      },
    ],
    recalls: [
      {
        recallId: 'recall-1',
        from: 'FI',
        to: 'EE',
        subject: inbound[1]!.subject,
        because: 'Withdrawn: it was the pilot.',
        answered: 'waiting',
      },
    ],
    equivocations: [
      {
        partner: 'SE',
        caughtAt: '2024-12-25T09:00:00.000Z',
        notes: [
          'merivaht/SE/1\n4800\nAAAA\n\n— merivaht/SE/1 AAAA',
          'merivaht/SE/1\n4800\nBBBB\n\n— merivaht/SE/1 BBBB',
        ],
        proof: [],
      },
    ],
  };
}
