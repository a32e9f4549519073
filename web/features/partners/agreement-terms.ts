/** Agreements as they are drawn up and read here: terms to a document, and a pasted document to what is to be done with it. */
import {
  AGREEMENT_SCHEMA,
  type Agreement,
  MAX_AGREEMENT_MS,
  type SignedAgreement,
  signedAgreement,
} from '../../../src/contract/agreement.ts';
import type { DataClass, Purpose, Tlp } from '../../../src/contract/label.ts';

export interface Terms {
  readonly ourTlp: Tlp;
  readonly ourClasses: readonly DataClass[];
  readonly theirTlp: Tlp;
  readonly theirClasses: readonly DataClass[];
  readonly purposes: readonly Purpose[];
  readonly retentionDays: number;
  readonly days: number;
  readonly witness: boolean;
}

export const FIRST_TERMS: Terms = {
  ourTlp: 'amber',
  ourClasses: ['alert', 'vessel', 'watch-list', 'case', 'question', 'answer', 'relation'],
  theirTlp: 'amber',
  theirClasses: ['alert', 'vessel', 'watch-list', 'case', 'question', 'answer', 'relation'],
  purposes: ['cable-protection'],
  retentionDays: 90,
  days: 90,
  witness: true,
};

const DAY_MS = 86_400_000;
export const MAX_DAYS = MAX_AGREEMENT_MS / DAY_MS;

export const termsAreWhole = (terms: Terms): boolean =>
  terms.purposes.length > 0 &&
  Number.isInteger(terms.retentionDays) &&
  terms.retentionDays >= 1 &&
  terms.retentionDays <= 3650 &&
  Number.isInteger(terms.days) &&
  terms.days >= 1 &&
  terms.days <= MAX_DAYS;

interface Side {
  readonly nodeId: string;
  readonly cardHash: string;
}

export function draftAgreement(terms: Terms, us: Side, them: Side, agreementId: string, nowMs: number): Agreement {
  const ours = { ...us, maxTlp: terms.ourTlp, classes: [...terms.ourClasses] };
  const theirs = { ...them, maxTlp: terms.theirTlp, classes: [...terms.theirClasses] };
  return {
    schema: AGREEMENT_SCHEMA,
    agreementId,
    sides: us.nodeId < them.nodeId ? [ours, theirs] : [theirs, ours],
    purposes: [...terms.purposes],
    retentionDays: terms.retentionDays,
    onward: 'none',
    witness: terms.witness,
    notBefore: new Date(nowMs).toISOString(),
    notAfter: new Date(nowMs + terms.days * DAY_MS).toISOString(),
  };
}

/** `sign`: the partner has signed, we have not. `take`: both have. `wait`: only we have. */
export type AgreementStep = 'sign' | 'take' | 'wait';
export type AgreementProblem = 'empty' | 'unreadable' | 'other-nodes';

export function readAgreement(
  text: string,
  us: string,
  them: string,
): { readonly signed: SignedAgreement; readonly step: AgreementStep } | { readonly problem: AgreementProblem } {
  if (text.trim() === '') return { problem: 'empty' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'unreadable' };
  }
  const read = signedAgreement.safeParse(json);
  if (!read.success) return { problem: 'unreadable' };
  const nodes = read.data.agreement.sides.map((side) => side.nodeId);
  if (!nodes.includes(us) || !nodes.includes(them)) return { problem: 'other-nodes' };
  const by = read.data.signatures.map((each) => each.nodeId);
  const [ours, theirs] = [by.includes(us), by.includes(them)];
  return { signed: read.data, step: ours && theirs ? 'take' : theirs ? 'sign' : 'wait' };
}

/** How many of the words that were typed are the same, and whether all are. Case and spaces do not matter. */
export function compareWords(
  typed: string,
  words: string,
): { readonly same: number; readonly of: number; readonly isSame: boolean } {
  const wanted = words.trim().toLowerCase().split(/\s+/);
  const got = typed
    .trim()
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const same = wanted.filter((word, i) => got[i] === word).length;
  return { same, of: wanted.length, isSame: same === wanted.length && got.length === wanted.length };
}

/** The side of a node in an agreement. */
export const sideOf = (agreement: Agreement, nodeId: string): Agreement['sides'][number] | undefined =>
  agreement.sides.find((side) => side.nodeId === nodeId);
