/**
 * Joint cases: what the members' signed records come to. A pure fold, the same for any order and any repetition of the records, so
 * that nodes with the same records see the same outcome, and nobody needs to keep it. It decides nothing that is carried out.
 */
import { canonicalJson } from '../contract/canonical-json.ts';
import type { CaseView } from '../contract/partner-views.ts';
import type { CaseProposal, CaseVote } from '../contract/shared-case.ts';
import { hexOf } from '../evidence/bytes.ts';
import type { Hashing } from '../evidence/keeping.ts';
import { utf8Of } from '../evidence/utf8.ts';
import { type Epoch, epochsOf, standingIn } from './case-epochs.ts';
import { type CaseBody, type CaseRecord, heldAtMs, inOneOrder } from './case-record.ts';
import { outcomeOf } from './proposal-outcome.ts';

export interface CaseFoldOptions {
  /** Whose view it is: after a split each side sees itself go on. */
  readonly selfId: string;
  readonly nowMs: number;
  readonly hashing: Pick<Hashing, 'sha256'>;
}

/** What a vote names. Nobody can make another proposal with the same id, so a vote is for these words. */
export const proposalIdOf = (
  author: string,
  { proposalId: _own, ...said }: Omit<CaseProposal, 'proposalId'> & { readonly proposalId?: string },
  hashing: Pick<Hashing, 'sha256'>,
): string => hexOf(hashing.sha256(utf8Of(canonicalJson({ author, ...said }))));

/** Only its opener can open a case: the id begins with the node's. */
export const openerOf = (caseId: string): string => caseId.slice(0, caseId.indexOf(':'));

/** By case id. A case whose opening has not come yet is not shown. */
export function caseViewsOf(records: Iterable<CaseRecord>, options: CaseFoldOptions): CaseView[] {
  const byCase = new Map<string, CaseRecord[]>();
  for (const record of inOneOrder(records)) {
    const { caseId } = record.body;
    byCase.set(caseId, [...(byCase.get(caseId) ?? []), record]);
  }
  return [...byCase.values()]
    .map((own) => caseViewOf(own, options))
    .filter((view) => view !== undefined)
    .sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
}

type Kind<K extends CaseBody['kind']> = CaseRecord & { readonly body: Extract<CaseBody, { kind: K }> };

const isKind =
  <K extends CaseBody['kind']>(kind: K) =>
  (record: CaseRecord): record is Kind<K> =>
    record.body.kind === kind;

const timeOf = (ms: number): string => new Date(ms).toISOString();

function caseViewOf(records: readonly CaseRecord[], options: CaseFoldOptions): CaseView | undefined {
  const opened = records
    .filter(isKind('case-open'))
    .find(({ author, body }) => author === openerOf(body.caseId) && body.members.includes(author));
  if (opened === undefined) return undefined;
  const { caseId, title, about, members: first } = opened.body;
  const epochs = epochsOf(first, opened.claimedAtMs, records.filter(isKind('case-roster')), options.selfId);
  const { members } = epochs[epochs.length - 1]!;
  const all = new Set(epochs.flatMap((epoch) => epoch.members));
  const votes = records.filter(isKind('case-vote'));
  return {
    caseId,
    title,
    about,
    epoch: epochs.length - 1,
    members: [...members],
    left: [...all].filter((node) => !members.includes(node)).sort(),
    openedAt: timeOf(opened.claimedAtMs),
    contributions: records
      .filter(isKind('case-contribution'))
      .filter((record) => standingIn(record, record.body.epoch, epochs) === 'member')
      .map(({ author, claimedAtMs, body: { kind: _kind, ...said } }) => ({
        ...said,
        by: author,
        at: timeOf(claimedAtMs),
      })),
    proposals: admitted(records.filter(isKind('case-proposal')), epochs, options).map((record) =>
      proposalView(record, votes, epochs, options.nowMs),
    ),
  };
}

/** By members of their epoch, under their true ids, each once. */
function admitted(
  proposals: readonly Kind<'case-proposal'>[],
  epochs: readonly Epoch[],
  { hashing }: CaseFoldOptions,
): readonly Kind<'case-proposal'>[] {
  const seen = new Set<string>();
  return proposals.filter((record) => {
    const { kind: _kind, ...said } = record.body;
    if (Number.isNaN(Date.parse(said.expiresAt))) return false;
    if (seen.has(said.proposalId) || standingIn(record, said.epoch, epochs) !== 'member') return false;
    if (proposalIdOf(record.author, said, hashing) !== said.proposalId) return false;
    seen.add(said.proposalId);
    return true;
  });
}

const NOT_COUNTED = {
  'not-a-member': 'It is not a member of this epoch of the case.',
  'after-leaving': 'It had left the case by then.',
  late: 'It came after the time was over.',
  twice: 'It voted twice, and differently: neither counts.',
  again: 'It said the same before.',
} as const;

function proposalView(
  { author, body: { kind: _kind, ...said } }: Kind<'case-proposal'>,
  allVotes: readonly Kind<'case-vote'>[],
  epochs: readonly Epoch[],
  nowMs: number,
): CaseView['proposals'][number] {
  const expiresMs = Date.parse(said.expiresAt);
  const votes = allVotes.filter(({ body }) => body.proposalId === said.proposalId);
  const timely = votes.filter(
    (vote) => standingIn(vote, said.epoch, epochs) === 'member' && heldAtMs(vote) < expiresMs,
  );
  const choicesOf = (node: string): ReadonlySet<CaseVote['choice']> =>
    new Set(timely.filter((vote) => vote.author === node).map(({ body }) => body.choice));
  const members = epochs[said.epoch]!.members;
  const counted = members.map(choicesOf).filter((choices) => choices.size === 1);
  const lost = members.filter((node) => {
    const choices = choicesOf(node);
    return choices.size > 1 || (choices.size === 0 && hasLeft(node, said.epoch, epochs));
  }).length;
  const whyNot = (vote: Kind<'case-vote'>): keyof typeof NOT_COUNTED | undefined => {
    const standing = standingIn(vote, said.epoch, epochs);
    if (standing !== 'member') return standing;
    if (!timely.includes(vote)) return 'late';
    if (choicesOf(vote.author).size > 1) return 'twice';
    return timely.find((other) => other.author === vote.author) === vote ? undefined : 'again';
  };
  return {
    ...said,
    by: author,
    ...outcomeOf({
      rule: said.rule,
      members: members.length,
      choices: counted.flatMap((choices) => [...choices]),
      lost,
      isOver: nowMs >= expiresMs,
    }),
    votes: votes.map((vote) => {
      const { kind: _vote, ...voted } = vote.body;
      const because = whyNot(vote);
      return {
        ...voted,
        by: vote.author,
        at: timeOf(vote.claimedAtMs),
        counts: because === undefined,
        because: because === undefined ? '' : NOT_COUNTED[because],
      };
    }),
  };
}

const hasLeft = (node: string, epoch: number, epochs: readonly Epoch[]): boolean =>
  epochs.slice(epoch + 1).some(({ members }) => !members.includes(node));
