/** What the console is shown of partners: made from the state as it stands. */

import { OWN_NODE_ONLY } from '../contract/label.ts';
import type { AlertLabel, DamageReport, PartnersState, PartnerView } from '../contract/partner-views.ts';
import type { FederationRecord } from '../contract/record.ts';
import { hexOf } from '../evidence/bytes.ts';
import type { Lane } from '../evidence/keeping.ts';
import { damageReportOf } from './damage-report.ts';
import { twelveWords } from './fingerprint.ts';
import { recordOf } from './kept-record.ts';
import { joinLabels } from './label-join.ts';
import type { NodeContext } from './node-context.ts';
import type { Recognised } from './recognise.ts';
import { fieldsBut } from './redact.ts';
import type { Relation } from './relations.ts';
import type { TroubleBook } from './trouble-book.ts';

export interface Shown extends NodeContext {
  readonly revision: number;
  readonly troubles: TroubleBook;
  readonly recognised: Recognised;
}

export function partnersState(shown: Shown, nowMs: number): PartnersState {
  const { own, log, state, revision, recognised, selfId } = shown;
  const { name, endpoint } = own.card;
  return {
    schema: 'merivaht.partners/1',
    revision,
    self: { nodeId: selfId, name, endpoint, origin: log.origin, size: log.size, root: hexOf(log.root) },
    partners: state.relations.all().map((relation) => partnerView(shown, relation, nowMs)),
    inbound: state.inbound.items((from) => !state.relations.isOpen(from, nowMs)),
    lists: state.lists.views(selfId),
    cases: state.cases.views(nowMs),
    questions: state.questions.views(),
    recognised: recognised.all(),
    recalls: state.recalls.all(),
    equivocations: state.equivocations.views(),
  };
}

function partnerView(shown: Shown, { nodeId, known, lane }: Relation, nowMs: number): PartnerView {
  const { state, peers, troubles, own, crypto, log } = shown;
  const { state: relationState, sinceMs, because, agreement } = state.relations.standing(nodeId, nowMs);
  const origin = known.logKey.name;
  const row = peers.row(origin);
  const trouble = troubles.trouble(nodeId);
  const since = relationState === 'proposed' && sinceMs === 0 ? Date.parse(known.card.issuedAt) : sinceMs;
  return {
    nodeId,
    name: known.card.name,
    country: known.card.country,
    state: relationState,
    since: new Date(since).toISOString(),
    because,
    endpoint: known.card.endpoint,
    words: twelveWords(own.cardHash, known.cardHash, crypto),
    cardHash: known.cardHash,
    ...(agreement === undefined ? {} : { agreement }),
    rules: state.rules.of(nodeId),
    log: {
      origin,
      size: row?.size ?? 0,
      ...(row === undefined ? {} : { verifiedAt: new Date(row.verifiedAtMs).toISOString() }),
      witnesses: peers.witnesses(origin, nowMs),
      ...(trouble === undefined ? {} : { trouble }),
    },
    taken: state.inbound.taken(nodeId),
    refused: troubles.counts(nodeId),
    released: state.ledger.released(nodeId),
    ...(lane === undefined
      ? {}
      : {
          lane: {
            waiting: log.waitingIn(lane),
            behind: state.owed.count(nodeId),
            overtaken: state.owed.overtaken(nodeId),
          },
        }),
    record: state.inbound.sourceRecord(nodeId),
  };
}

const PAGE = 1000;

/** A lane's own entries in order, those that wait for a leaf at the end. */
export function* laneRecords(
  { keeping }: Pick<NodeContext, 'keeping'>,
  lane: Lane,
): Generator<{ readonly ordinal?: number; readonly record: FederationRecord }> {
  let after = 0;
  for (;;) {
    const entries = keeping.lane(lane, after, PAGE);
    for (const entry of entries) yield { ordinal: entry.ordinal, record: recordOf(entry.jws) };
    if (entries.length < PAGE) break;
    after = entries.at(-1)!.ordinal;
  }
  for (const entry of keeping.waiting()) if (entry.lane === lane) yield { record: recordOf(entry.jws) };
}

export function damageReport(context: NodeContext, { nodeId, lane }: Relation, nowMs: number): DamageReport {
  const { state, keeping, selfId } = context;
  const receipts = state.recalls
    .all()
    .filter((recall) => recall.from === selfId && recall.to === nodeId && recall.answered !== 'waiting')
    .map(({ recallId, answered }) => ({ recallId, done: answered as 'deleted' | 'kept' }));
  return damageReportOf({
    partner: nodeId,
    nowMs,
    entries: lane === undefined ? [] : laneRecords(context, lane),
    servedThrough: keeping.servedThrough(nodeId),
    receipts,
  });
}

export function alertLabel(context: NodeContext, theatreId: string, alertId: string): AlertLabel {
  const { state, keeping } = context;
  const items = state.ledger.recipientsOf({ class: 'alert', theatreId, alertId });
  const joined = joinLabels(items.map((item) => item.label));
  const recipients = items.map(({ to, release, ordinal }) => ({
    nodeId: to,
    version: release.version,
    fields: release.withheld.every((name) => name === 'rank')
      ? ('all' as const)
      : [...fieldsBut(release.document, release.withheld)],
    ...(release.ruleId === undefined ? {} : { ruleId: release.ruleId }),
    fetched: ordinal <= keeping.servedThrough(to),
  }));
  const releasableTo = recipients.map(({ nodeId }) => nodeId);
  const label = 'ok' in joined ? { ...joined.ok, releasableTo } : OWN_NODE_ONLY;
  return { theatreId, alertId, label, recipients };
}
