/** Operating trouble of a theatre in words that an officer understands. */
import { iso } from '../alerts/whole-units.ts';
import type { Feed } from '../contract/feed.ts';
import type { Alarm } from '../contract/live.ts';
import type { JournalState } from '../pipeline/keeping.ts';

/** Records that wait for the core: at ten records a second this is a minute and more. */
const CORE_BEHIND = 1000;
const JOURNAL_BEHIND_BYTES = 32 * 1024 * 1024;

export interface Trouble {
  readonly what: 'store' | 'archive' | 'snapshot' | 'core';
  readonly message: string;
}

/** Troubles with which nobody is spoken with, and what to do. The watch needs nobody, so it is kept all the same. */
const ALONE_REMEDIES = {
  'MV-CARD-OLD': 'The log is a new one: make the next card with the root key, and hand it to every partner.',
  'MV-CARD-INVALID': 'The card has run out or is damaged: make the next one with the root key.',
  'MV-IDENTITY-OPEN': 'Others on this machine can read its keys: close the folder identity to them.',
  'MV-LOG-OLDER': 'The folder is an old copy: restore from a backup.',
  'MV-LOG-BROKEN': 'The log was changed, or part of it is lost: keep the folder, and restore from a backup.',
} as const;
export type AloneCode = keyof typeof ALONE_REMEDIES;

export const isAloneCode = (code: string): code is AloneCode => code in ALONE_REMEDIES;

/** Why no partner is spoken with: from the start, or since something failed under way. */
export type PartnersTrouble =
  | { readonly kind: 'closed'; readonly code: AloneCode }
  | { readonly kind: 'failed'; readonly message: string };

export interface AlarmInput {
  readonly nowMs: number;
  readonly journal: JournalState;
  readonly coreBehind: number;
  readonly feeds: readonly Feed[];
  readonly troubles: readonly Trouble[];
  readonly partners?: PartnersTrouble | undefined;
  /** Those that stand already keep their time. */
  readonly known: readonly Alarm[];
}

export function alarmsOf(input: AlarmInput): Alarm[] {
  const { journal, coreBehind, feeds, troubles, partners, known, nowMs } = input;
  const alarms: Alarm[] = [];
  const add = (code: Alarm['code'], text: string, values: Alarm['values'], sinceMs = nowMs): void => {
    const before = known.find((a) => a.code === code);
    alarms.push({ code, since: before?.since ?? iso(sinceMs), text, values });
  };
  if (journal.state === 'stopped')
    add(
      'disk-full',
      `The disk refuses the journal (${journal.because}). Nothing new is acknowledged; it goes on by itself when there is room.`,
      { because: journal.because },
    );
  else if (journal.waitingBytes > JOURNAL_BEHIND_BYTES)
    add('journal-behind', 'The disk is slower than the feeds.', { waitingBytes: journal.waitingBytes });
  const core = troubles.find((t) => t.what === 'core');
  if (core !== undefined)
    add('core-behind', `The core has stopped (${core.message}): nothing is judged. Restart Merivaht.`, {
      stopped: core.message,
    });
  else if (coreBehind > CORE_BEHIND)
    add('core-behind', `${coreBehind} records wait to be judged: alerts come late.`, { records: coreBehind });
  const lost = feeds.filter((f) => f.state === 'silent' || f.state === 'down' || f.state === 'cut');
  if (feeds.length > 0 && lost.length === feeds.length)
    add('all-feeds-lost', 'No feed is live: nothing is watched.', { feeds: lost.length }, Date.parse(lost[0]!.since));
  else if (lost.length > 0)
    add(
      'feed-lost',
      `${lost.map((f) => `${f.feedId} is ${f.state}`).join(', ')}.`,
      { feeds: lost.length, feedIds: lost.map((f) => f.feedId).join(', ') },
      Date.parse(lost[0]!.since),
    );
  const refused = troubles.filter((t) => t.what !== 'core');
  if (refused.length > 0)
    add('archive-failed', refused.map((t) => `The ${t.what} refuses (${t.message}).`).join(' '), {
      what: refused.map((t) => t.what).join(', '),
    });
  if (partners?.kind === 'closed')
    add(
      'partners-closed',
      `No partner is asked, and none is told (${partners.code}). ${ALONE_REMEDIES[partners.code]} Then start the watch again.`,
      { code: partners.code },
    );
  else if (partners !== undefined)
    add(
      'partners-failed',
      `Nothing is read from partners, and nothing goes to them (${partners.message}). If this stands, start the watch again.`,
      { because: partners.message },
    );
  return alarms;
}
