/**
 * Who belongs to a joint case, epoch by epoch. An epoch begins when the majority of those who stay publish the same roster. So a
 * minority can go on by itself and take nobody out: who is not on a roster follows it only where most of the epoch before signed it.
 */
import { type CaseBody, type CaseRecord, heldAtMs } from './case-record.ts';

export interface Epoch {
  readonly members: readonly string[];
  /** When its majority was reached, by their clocks. */
  readonly beganMs: number;
}

type RosterRecord = CaseRecord & { readonly body: Extract<CaseBody, { kind: 'case-roster' }> };

const MAX_EPOCHS = 1000;

const sortedOnce = (nodes: readonly string[]): string[] => [...new Set(nodes)].sort();

/** As `selfId` sees it. `rosters` are in one order and each once. */
export function epochsOf(
  first: readonly string[],
  openedMs: number,
  rosters: readonly RosterRecord[],
  selfId: string,
): readonly Epoch[] {
  const epochs: Epoch[] = [{ members: sortedOnce(first), beganMs: openedMs }];
  while (epochs.length < MAX_EPOCHS) {
    const next = nextEpoch(epochs[epochs.length - 1]!, epochs.length, rosters, selfId);
    if (next === undefined) break;
    epochs.push(next);
  }
  return epochs;
}

function nextEpoch(
  { members: old }: Epoch,
  number: number,
  rosters: readonly RosterRecord[],
  selfId: string,
): Epoch | undefined {
  const saidBy = new Map<string, Map<string, number>>();
  for (const { author, claimedAtMs, body } of rosters) {
    if (body.epoch !== number || !old.includes(author)) continue;
    const roster = sortedOnce(body.members).join(' ');
    const said = saidBy.get(author) ?? new Map<string, number>();
    said.set(roster, Math.min(claimedAtMs, said.get(roster) ?? claimedAtMs));
    saidBy.set(author, said);
  }
  const supporters = new Map<string, number[]>();
  for (const [author, said] of saidBy) {
    const [only, ...others] = said;
    // Who publishes two rosters supports neither.
    if (only === undefined || others.length > 0) continue;
    const [roster, atMs] = only;
    if (roster.split(' ').includes(author)) supporters.set(roster, [...(supporters.get(roster) ?? []), atMs]);
  }
  const candidates = [...supporters]
    .map(([roster, times]) => ({ roster, times, members: roster.split(' ') }))
    .map((candidate) => ({ ...candidate, needed: needed(candidate.members, old, selfId) }))
    .filter(({ times, needed: least }) => times.length >= least)
    .sort(
      (a, b) =>
        Number(b.members.includes(selfId)) - Number(a.members.includes(selfId)) ||
        b.times.length - a.times.length ||
        (a.roster < b.roster ? -1 : 1),
    );
  const [best] = candidates;
  return best && { members: best.members, beganMs: [...best.times].sort((a, b) => a - b)[best.needed - 1]! };
}

const majorityOf = (count: number): number => Math.floor(count / 2) + 1;

/** How many must have signed for `selfId` to follow. */
function needed(members: readonly string[], old: readonly string[], selfId: string): number {
  const staying = old.filter((node) => members.includes(node)).length;
  return members.includes(selfId) ? majorityOf(staying) : majorityOf(old.length);
}

/** Whether the author may say something of this epoch: a member of it, and if he left later, said before he left. */
export type Standing = 'member' | 'not-a-member' | 'after-leaving';

export function standingIn(record: CaseRecord, epoch: number, epochs: readonly Epoch[]): Standing {
  if (epochs[epoch]?.members.includes(record.author) !== true) return 'not-a-member';
  const left = epochs.slice(epoch + 1).find(({ members }) => !members.includes(record.author));
  return left === undefined || heldAtMs(record) < left.beganMs ? 'member' : 'after-leaving';
}
