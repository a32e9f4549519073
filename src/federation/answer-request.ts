/** Answers a partner's request. Who is not spoken with learns nothing, not even that there is something. */
import type { WireAnswer, WireRequest } from '../contract/partner-wire.ts';
import { caught } from './caught.ts';
import type { NodeParts } from './node-parts.ts';
import { servedQuestion } from './releasing.ts';
import { NOT_FOUND, serveConsistency, serveEntries, serveSeen, serveTile } from './serve.ts';
import { witnessAnswer } from './witness.ts';

export function answerRequest(parts: NodeParts, partner: string, request: WireRequest, nowMs: number): WireAnswer {
  const { state, log, cosigning } = parts;
  if (!state.relations.isOpen(partner, nowMs)) return NOT_FOUND;
  switch (request.kind) {
    case 'checkpoint':
      return { status: 200, type: 'text', body: cosigning.note(log.checkpointNote(), log.size) };
    case 'entries':
      return entries(parts, partner, request, nowMs);
    case 'tile':
      return serveTile(log, request.level, request.index, request.width);
    case 'consistency':
      return serveConsistency(log, request.from, request.to);
    case 'add-checkpoint':
      return addCheckpoint(parts, partner, request.body, nowMs);
    case 'seen':
      return seen(parts, partner, request.origin, nowMs);
    default:
      return NOT_FOUND;
  }
}

function entries(
  parts: NodeParts,
  partner: string,
  request: Extract<WireRequest, { kind: 'entries' }>,
  nowMs: number,
): WireAnswer {
  const { state, log, cosigning, crypto, cursorKey, keeping } = parts;
  const page = serveEntries(
    {
      partner,
      lane: state.relations.get(partner)!.lane!,
      log,
      cursorKey: { crypto, key: cursorKey, origin: log.origin },
      note: cosigning.note(log.checkpointNote(), log.size),
      witnessed: cosigning.witnessedNote(),
      question: (record) => servedQuestion(parts, partner, record, nowMs),
    },
    request,
  );
  if ('status' in page) return page;
  // Durable before it goes out: the damage report must not say less than was given.
  if (page.throughOrdinal > keeping.servedThrough(partner)) {
    parts.change(nowMs, (change) =>
      change.beside({ served: { nodeId: partner, throughOrdinal: page.throughOrdinal } }),
    );
    parts.touched();
  }
  cosigning.served(partner, page.size);
  return page.answer;
}

function addCheckpoint(parts: NodeParts, partner: string, body: string, nowMs: number): WireAnswer {
  const { state, peers, own, crypto, signers, cosigning } = parts;
  if (!state.relations.witnesses(partner, nowMs)) return NOT_FOUND;
  if (!cosigning.mayCosign(partner, nowMs)) return { status: 429, type: 'text', body: 'too often\n' };
  const { logKey } = state.relations.get(partner)!.known;
  const row = peers.row(logKey.name);
  const { answer, verified, equivocation } = witnessAnswer(
    {
      logKey,
      verified: row?.signed,
      witnessName: own.witnessKey.name,
      witness: signers.witness,
      crypto,
      nowMs,
    },
    body,
  );
  if (answer.status === 200) cosigning.cosignedFor(partner, nowMs);
  if (equivocation !== undefined) caught(parts, partner, equivocation, nowMs);
  if (verified !== undefined && verified.size !== row?.size) {
    const { origin, size, root, bareNote } = verified;
    const cursor = row?.cursor ?? '';
    const peer = { nodeId: partner, origin, size, root, note: bareNote, cursor, verifiedAtMs: nowMs };
    parts.change(nowMs, (change) => change.beside({ peer }));
    peers.moved(peer, verified);
  }
  return answer;
}

/** What we verified last of a third log: only of one that is a partner of both, and where each agreed to compare. */
function seen(parts: NodeParts, partner: string, origin: string, nowMs: number): WireAnswer {
  const { state, peers } = parts;
  const third = state.relations.byOrigin(origin);
  if (third === undefined || third.nodeId === partner || !state.relations.witnesses(partner, nowMs)) return NOT_FOUND;
  // Also of one that is suspended: it may be for saying two things, and others have to learn of it.
  const { state: relation, agreement } = state.relations.standing(third.nodeId, nowMs);
  const isCompared = agreement?.witness === true && (relation === 'active' || relation === 'suspended');
  if (!isCompared) return NOT_FOUND;
  return serveSeen(peers.row(origin)?.note);
}
