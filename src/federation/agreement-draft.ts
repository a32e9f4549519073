/** An agreement as a node proposes it: its terms filled up with the usual ones, not yet signed by anybody. */
import { z } from 'zod';
import { AGREEMENT_SCHEMA, type Agreement, MAX_AGREEMENT_MS } from '../contract/agreement.ts';
import { MerivahtError } from '../contract/errors.ts';
import { type DataClass, dataClasses, purposes, type Tlp, tlps } from '../contract/label.ts';

const sideTerms = z.strictObject({
  maxTlp: z.enum(tlps).optional(),
  classes: z.array(z.enum(dataClasses)).optional(),
});

/** What a terms file may say; all of it may be left out. */
export const agreementTerms = z.strictObject({
  purposes: z.array(z.enum(purposes)).min(1).optional(),
  retentionDays: z.int().min(1).max(3650).optional(),
  witness: z.boolean().optional(),
  days: z.int().min(1).max(90).optional(),
  /** What this node may release to the other at most, and the other to this one. */
  we: sideTerms.optional(),
  they: sideTerms.optional(),
});
export type AgreementTerms = z.infer<typeof agreementTerms>;

/** Not coverage, and not watch states: those are for the own node only until somebody says otherwise. */
const USUAL_CLASSES: readonly DataClass[] = ['alert', 'vessel', 'watch-list', 'case', 'question', 'answer', 'relation'];
const USUAL_TLP: Tlp = 'amber';
const USUAL_DAYS = 90;
const USUAL_RETENTION_DAYS = 365;
/** Clocks differ: it holds from a little before it was drawn up. */
const SLACK_MS = 3_600_000;

export interface DraftRequest {
  readonly agreementId: string;
  readonly own: { readonly nodeId: string; readonly cardHash: string };
  readonly partner: { readonly nodeId: string; readonly cardHash: string };
  /** As read from a file; checked here. */
  readonly terms: unknown;
  readonly nowMs: number;
}

/** Throws MV-AGREEMENT-INVALID for terms that are none. */
export function draftAgreement({ agreementId, own, partner, terms, nowMs }: DraftRequest): Agreement {
  const read = agreementTerms.safeParse(terms);
  if (!read.success) {
    const issue = read.error.issues[0]!;
    throw new MerivahtError('MV-AGREEMENT-INVALID', `the terms: ${issue.path.join('.')}: ${issue.message}`);
  }
  const { we, they } = read.data;
  const sideOf = (who: DraftRequest['own'], given: z.infer<typeof sideTerms> | undefined): Agreement['sides'][0] => ({
    ...who,
    maxTlp: given?.maxTlp ?? USUAL_TLP,
    classes: [...(given?.classes ?? USUAL_CLASSES)],
  });
  const sides = [sideOf(own, we), sideOf(partner, they)].sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1));
  const fromMs = nowMs - SLACK_MS;
  const days = read.data.days ?? USUAL_DAYS;
  const untilMs = Math.min(fromMs + MAX_AGREEMENT_MS, fromMs + days * 86_400_000);
  return {
    schema: AGREEMENT_SCHEMA,
    agreementId,
    sides: [sides[0]!, sides[1]!],
    purposes: read.data.purposes ?? ['cable-protection'],
    retentionDays: read.data.retentionDays ?? USUAL_RETENTION_DAYS,
    onward: 'none',
    witness: read.data.witness ?? true,
    notBefore: new Date(fromMs).toISOString(),
    notAfter: new Date(untilMs).toISOString(),
  };
}
