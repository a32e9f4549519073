/** What a partner answered. Read, verified and kept in one change, or set aside with its reason counted. */
import { consistencyAnswer, seenAnswer, type WireAnswer, type WireRequest } from '../contract/partner-wire.ts';
import { bytesOfHex } from '../evidence/bytes.ts';
import { parseSignedNote } from '../evidence/signed-note.ts';
import { caught } from './caught.ts';
import { signedCheckpoint } from './equivocation.ts';
import type { NodeParts } from './node-parts.ts';
import type { Change } from './own-records.ts';
import { sayRefusal } from './question-acts.ts';
import { refusalOf } from './questions.ts';
import { readPage, type VerifiedPage } from './read-partner.ts';
import type { Relation } from './relations.ts';
import { goodCosignature } from './witness.ts';

/** Without entries, how far a log was verified is written this often: a restart begins a little further back. */
const WRITE_EVERY_MS = 10_000;

export function hearAnswer(
  parts: NodeParts,
  partner: string,
  request: WireRequest,
  answer: WireAnswer | undefined,
  nowMs: number,
): void {
  const { state, asking, troubles } = parts;
  const relation = state.relations.get(partner);
  // Cut off while it was on its way: nothing of it is read.
  if (relation === undefined || !state.relations.isOpen(partner, nowMs)) {
    asking.forget(partner);
    return;
  }
  if (answer === undefined) {
    troubles.count(partner, 'no-answer');
    if (troubles.stands(partner, 'it does not answer')) parts.touched();
    asking.answered(partner, false, false, nowMs);
    return;
  }
  const isGood = hear(parts, relation, request, answer, nowMs);
  asking.answered(partner, isGood !== false, isGood === 'more', nowMs);
}

/** False: nothing that could be used. `more`: there is more to be read at once. */
function hear(
  parts: NodeParts,
  relation: Relation,
  request: WireRequest,
  answer: WireAnswer,
  nowMs: number,
): boolean | 'more' {
  const { troubles } = parts;
  const { nodeId } = relation;
  switch (request.kind) {
    case 'entries':
      if (answer.status === 200 && answer.type === 'json')
        return readEntries(parts, relation, request.since, answer.body, nowMs);
      break;
    case 'add-checkpoint':
      return heardWitness(parts, relation, request.body, answer, nowMs);
    case 'seen':
      // It need not be a partner of that log.
      if (answer.status === 404) return true;
      if (answer.status === 200 && answer.type === 'json')
        return heardSeen(parts, relation, request.origin, answer.body, nowMs);
      break;
    case 'consistency':
      if (answer.status === 200 && answer.type === 'json')
        return heardProof(parts, relation, request, answer.body, nowMs);
      break;
    default:
      break;
  }
  troubles.count(nodeId, `status-${answer.status}`);
  // It does not know its own cursor: read from the beginning, passing over what is held.
  if (request.kind === 'entries' && answer.status === 400) parts.peers.forgetCursor(relation.known.logKey.name);
  if (troubles.stands(nodeId, `it answers ${answer.status}`)) parts.touched();
  return false;
}

function readEntries(
  parts: NodeParts,
  relation: Relation,
  since: number,
  body: string,
  nowMs: number,
): boolean | 'more' {
  const { selfId, crypto, state, peers, troubles } = parts;
  const { nodeId, known } = relation;
  const origin = known.logKey.name;
  const peer = peers.row(origin);
  // Meanwhile more of the log was verified, by cosigning it or by an answer that overtook this one: it is asked again from there.
  if (since !== (peer?.size ?? 0)) return 'more';
  const verdict = readPage({ selfId, known, peer, held: state.held.get(origin), crypto, nowMs }, body);
  if (verdict.kind === 'equivocation') {
    caught(parts, nodeId, verdict.proof, nowMs);
    return false;
  }
  if (verdict.kind === 'refused') {
    troubles.count(nodeId, verdict.because);
    // A page that was long on its way, or another history: the log is to prove which.
    const proof = verdict.older === undefined ? undefined : peers.claimed(origin, nodeId, verdict.older);
    if (proof !== undefined) caught(parts, nodeId, proof, nowMs);
    if (troubles.stands(nodeId, `its answer is refused: ${verdict.because}`)) parts.touched();
    return false;
  }
  keepPage(parts, relation, verdict, nowMs);
  // At once only where something came: a partner that says "more" for ever is asked as seldom as any.
  return verdict.more && verdict.openings.length > 0 ? 'more' : true;
}

function keepPage(parts: NodeParts, { nodeId }: Relation, page: VerifiedPage, nowMs: number): void {
  const { peers, troubles, state, own } = parts;
  const { checkpoint, openings, passedOver, cursor, note, parsedNote } = page;
  const { origin, size, root } = checkpoint;
  const before = peers.row(origin);
  for (const reason of passedOver) troubles.count(nodeId, reason);
  const peer = { nodeId, origin, size, root, note, cursor, verifiedAtMs: nowMs };
  const isNew = openings.length > 0 || cursor !== before?.cursor;
  const isDue = before === undefined || Math.abs(nowMs - before.writtenAtMs) >= WRITE_EVERY_MS;
  if (isNew || (isDue && size !== before?.size))
    parts.change(nowMs, (change) => {
      change.take(openings);
      refuseQuestions(
        parts,
        change,
        openings.map(({ record }) => (record.body.kind === 'question' ? record.body.questionId : undefined)),
        nodeId,
      );
      change.beside({ peer });
    });
  peers.moved(peer, checkpoint, isNew || isDue ? nowMs : before?.writtenAtMs);
  peers.witnessed(origin, parsedNote, state.relations, own, nowMs);
  const { witnessed } = page;
  if (witnessed !== undefined && peers.hasSeen(witnessed.checkpoint))
    peers.witnessed(origin, witnessed.note, state.relations, own, nowMs);
  const isOver = troubles.over(nodeId);
  // Also where nothing came: how fresh the log is stands on the page.
  if (isNew || isOver || isDue) parts.touched();
}

/** Those that policy forbids are answered by the machine, in the change that takes them in. */
function refuseQuestions(
  parts: NodeParts,
  change: Change,
  questionIds: readonly (string | undefined)[],
  from: string,
): void {
  const { state, selfId } = parts;
  const { agreement } = state.relations.standing(from, change.nowMs);
  for (const questionId of questionIds) {
    const held = questionId === undefined ? undefined : state.questions.get(from, questionId);
    if (held === undefined || held.answer !== undefined) continue;
    const asked = state.questions.askedWithinHour(from, change.nowMs) - 1;
    const because = refusalOf(held.question, agreement, selfId, asked);
    if (because !== undefined) sayRefusal(parts, change, from, held.question.questionId, because);
  }
}

function heardWitness(
  parts: NodeParts,
  { nodeId, known }: Relation,
  body: string,
  answer: WireAnswer,
  nowMs: number,
): boolean {
  const { cosigning, asking, troubles, log, crypto } = parts;
  if (answer.status === 200 && answer.type === 'text') {
    const shown = body.slice(body.indexOf('\n\n') + 2);
    const note = parseSignedNote(shown);
    const line = note && goodCosignature(note.text, answer.body, known.witnessKey, crypto);
    const size = Number(note?.text.split('\n')[1]);
    if (line === undefined) {
      troubles.count(nodeId, 'bad-cosignature');
      return false;
    }
    cosigning.given(nodeId, size, line, shown);
    return true;
  }
  if (answer.status === 409 && /^(0|[1-9]\d{0,15})\n$/.test(answer.body)) {
    const size = Number(answer.body);
    const isKnown = Number.isSafeInteger(size) && size <= log.size;
    if (isKnown && cosigning.standsAt(nodeId, size)) asking.cosignAgain(nodeId, nowMs);
    return true;
  }
  troubles.count(nodeId, `cosigning-status-${answer.status}`);
  // Its reading is not held up by a witness that will not.
  return answer.status === 404 || answer.status === 429;
}

function heardSeen(parts: NodeParts, { nodeId }: Relation, origin: string, body: string, nowMs: number): boolean {
  const { state, peers, crypto, troubles } = parts;
  const third = state.relations.byOrigin(origin);
  const parsed = seenAnswer.safeParse(jsonOf(body));
  if (!parsed.success || third === undefined) {
    troubles.count(nodeId, 'wrong-shape');
    return false;
  }
  const { checkpoint } = parsed.data;
  if (checkpoint === undefined) return true;
  const seen = signedCheckpoint(checkpoint, third.known.logKey, crypto);
  if (seen === undefined) {
    troubles.count(nodeId, 'bad-seen-checkpoint');
    return true;
  }
  const proof = peers.claimed(origin, nodeId, seen);
  if (proof !== undefined) caught(parts, third.nodeId, proof, nowMs);
  return true;
}

function heardProof(
  parts: NodeParts,
  { nodeId, known }: Relation,
  { from, to }: Extract<WireRequest, { kind: 'consistency' }>,
  body: string,
  nowMs: number,
): boolean {
  const { peers, troubles } = parts;
  const parsed = consistencyAnswer.safeParse(jsonOf(body));
  if (!parsed.success) {
    troubles.count(nodeId, 'wrong-shape');
    return false;
  }
  const proof = parsed.data.consistency.map((hash) => bytesOfHex(hash)!);
  const verdict = peers.proven(known.logKey.name, from, to, proof);
  if (verdict === 'unproven') troubles.count(nodeId, 'unproven-consistency');
  else if (verdict !== 'consistent') caught(parts, nodeId, verdict, nowMs);
  return true;
}

function jsonOf(text: string): unknown {
  if (text.length > 65_536) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
