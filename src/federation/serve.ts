/**
 * What a partner is given: only what the gate releases to it, read from its own lane. What is not there and what is not for it
 * get one answer. No number in it depends on what was said to anybody else.
 */
import type { Opening, WireAnswer } from '../contract/partner-wire.ts';
import type { FederationRecord } from '../contract/record.ts';
import { base64urlOf, hexOf } from '../evidence/bytes.ts';
import type { Lane, LoggedEntry } from '../evidence/keeping.ts';
import type { NodeLog } from '../evidence/node-log.ts';
import { type CursorKey, makeCursor, readCursor } from './cursor.ts';
import { entriesAnswer } from './entries-answer.ts';
import type { Released, ReleaseQuestion } from './gate.ts';
import { release } from './gate.ts';
import { recordOf } from './kept-record.ts';

export const NOT_FOUND: WireAnswer = { status: 404, type: 'text', body: 'not found\n' };
/** Entries of a page, and characters of their records: some way below what a reader takes. */
const ENTRIES_A_PAGE = 32;
const CHARACTERS_A_PAGE = 1_600_000;

export interface Serving {
  readonly partner: string;
  readonly lane: Lane;
  readonly log: NodeLog;
  readonly cursorKey: CursorKey;
  /** With its cosignatures. */
  readonly note: string;
  /** The newest note that has cosignatures. */
  readonly witnessed: string | undefined;
  /** The gate's question about a record, as things stand now; undefined for what is for the own node alone. */
  readonly question: (record: FederationRecord) => ReleaseQuestion | undefined;
}

export interface ServedPage {
  readonly answer: WireAnswer;
  /** It was given the lane's entries up to here, and the log at this size. */
  readonly throughOrdinal: number;
  readonly size: number;
}

export const notAsked = (what: string): WireAnswer => ({ status: 400, type: 'text', body: `${what}\n` });

export function serveEntries(
  serving: Serving,
  request: { readonly since: number; readonly cursor?: string },
): ServedPage | WireAnswer {
  const { partner, lane, log, cursorKey, note, witnessed } = serving;
  const { size } = log;
  const consistency = log.consistency(request.since, size);
  if (consistency === undefined) return NOT_FOUND;
  const after = request.cursor === undefined ? 0 : readCursor(cursorKey, partner, request.cursor);
  if (after === undefined) return notAsked('not a cursor of this log for this partner');
  const found = log.lane(lane, after, ENTRIES_A_PAGE + 1);
  const entries: Released<Opening>[] = [];
  let characters = 0;
  let through = after;
  for (const entry of found.slice(0, ENTRIES_A_PAGE)) {
    if (characters > 0 && characters + entry.jws.length > CHARACTERS_A_PAGE) break;
    characters += entry.jws.length;
    through = entry.ordinal;
    const released = releaseOpening(serving, entry, size);
    if (released !== undefined) entries.push(released);
  }
  const more = through < (found.at(-1)?.ordinal ?? after);
  const cursor = makeCursor(cursorKey, partner, through);
  const answer = entriesAnswer(partner, {
    checkpoint: note,
    ...(witnessed === undefined || witnessed === note ? {} : { witnessed }),
    consistency: consistency.map(hexOf),
    entries,
    cursor,
    more,
  });
  return { answer, throughOrdinal: through, size };
}

function releaseOpening(serving: Serving, entry: LoggedEntry, size: number): Released<Opening> | undefined {
  const question = serving.question(recordOf(entry.jws));
  const proof = serving.log.inclusion(entry.index, size);
  if (question === undefined || proof === undefined) return undefined;
  const { index, salt, jws } = entry;
  const verdict = release({ index, salt: base64urlOf(salt), jws, proof: proof.map(hexOf) }, question);
  return 'ok' in verdict ? verdict.ok : undefined;
}

export function serveTile(log: NodeLog, level: number, index: number, width: number): WireAnswer {
  const bytes = log.tile(level, index, width);
  return bytes === undefined ? NOT_FOUND : { status: 200, type: 'bytes', body: bytes };
}

export function serveConsistency(log: NodeLog, from: number, to: number): WireAnswer {
  const proof = log.consistency(from, to);
  return proof === undefined
    ? NOT_FOUND
    : { status: 200, type: 'json', body: JSON.stringify({ consistency: proof.map(hexOf) }) };
}

/** What others signed is not ours to release: a third log's own checkpoint, as it came. */
export const serveSeen = (note: string | undefined): WireAnswer => ({
  status: 200,
  type: 'json',
  body: JSON.stringify(note === undefined ? {} : { checkpoint: note }),
});
