/** What the next watch owes to partners: questions to answer, votes to give, recalls to answer, and what goes by standing rule. */
import type { PartnersState } from '../contract/partner-views.ts';
import type { SheetContext, SheetRow } from './hand-over-input.ts';

/** Undefined where this node has no partners. */
export function promiseRows({ input, say, short, when }: SheetContext): SheetRow[] | undefined {
  const { partners } = input;
  if (partners?.self === undefined || partners.partners.length === 0) return undefined;
  const self = partners.self.nodeId;
  const named = (nodeId: string): string => partners.partners.find((p) => p.nodeId === nodeId)?.name ?? nodeId;
  const row = (nodeId: string, what: string, until: string, isStrong = true): SheetRow => ({
    cells: [short(named(nodeId), 30), short(what, 90), until],
    isStrong,
  });
  const questions = partners.questions
    .filter((q) => q.to === self && q.answered === 'waiting')
    .map((q) => row(q.from, say('promise.question'), ''));
  const votes = openVotes(partners, self).map(({ by, action, expiresAt, title }) =>
    row(by, say('promise.vote', { title, action }), when(secondOf(expiresAt))),
  );
  const recalls = partners.recalls
    .filter((r) => r.to === self && r.answered === 'waiting')
    .map((r) => row(r.from, say('promise.recall', { because: r.because }), ''));
  const rules = partners.partners
    .filter((p) => p.state === 'active' && p.rules.some((rule) => rule.inForce))
    .map((p) => row(p.nodeId, say('promise.rule', { count: p.rules.filter((r) => r.inForce).length }), '', false));
  return [...questions, ...votes, ...recalls, ...rules];
}

/** Proposals that wait for this node's vote. */
const openVotes = ({ cases }: PartnersState, self: string) =>
  cases
    .filter((c) => c.members.includes(self))
    .flatMap((c) =>
      c.proposals
        .filter((p) => p.outcome === 'open' && p.votes.every((vote) => vote.by !== self))
        .map(({ by, action, expiresAt }) => ({ by, action, expiresAt, title: c.title })),
    );

const secondOf = (milli: string): string => `${milli.slice(0, 19)}Z`;
