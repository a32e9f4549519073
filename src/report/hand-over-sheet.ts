/** What stands on a hand-over sheet, as titles and rows of text: the page and the PDF only draw it. Pure. */
import { reasonSentence } from '../contract/reason-words-table.ts';
import { alertRows, silenceRows } from './hand-over-alerts.ts';
import { clip, contextOf, type HandOverInput, type SheetContext, type SheetRow } from './hand-over-input.ts';
import { promiseRows } from './hand-over-promises.ts';
import type { Say, SheetLanguage } from './hand-over-texts-table.ts';

export interface SheetSection {
  readonly title: string;
  readonly heads: readonly string[];
  /** Shares of the width, together 1. */
  readonly widths: readonly number[];
  readonly rows: readonly SheetRow[];
  /** Said where there are no rows. */
  readonly empty: string;
  /** "and 3 more on the console" */
  readonly more?: string;
}

export interface Sheet {
  readonly language: SheetLanguage;
  readonly title: string;
  readonly theatre: string;
  readonly banner?: string;
  readonly heads: readonly (readonly [label: string, value: string])[];
  readonly sections: readonly SheetSection[];
  readonly noteTitle: string;
  readonly note: string;
  readonly signatures: readonly { readonly role: string; readonly name: string; readonly line: string }[];
  readonly footer: string;
}

/** Rows a section may have at most. */
export interface SheetLimits {
  readonly alerts: number;
  readonly silences: number;
  readonly assets: number;
  readonly works: number;
  readonly calls: number;
  readonly noteLength: number;
  /** By how much texts may be longer than on a full sheet, in percent. */
  readonly roomPercent: number;
}

const ORDINARY: SheetLimits = {
  alerts: 10,
  silences: 5,
  assets: 8,
  works: 5,
  calls: 10,
  noteLength: 1000,
  roomPercent: 400,
};
const TERRIBLE: SheetLimits = {
  alerts: 2,
  silences: 1,
  assets: 1,
  works: 1,
  calls: 1,
  noteLength: 100,
  roomPercent: 100,
};
const STEPS = 24;

function limitsAt(share: number): SheetLimits {
  const between = (name: keyof SheetLimits, at: number): number =>
    Math.round(ORDINARY[name] + (TERRIBLE[name] - ORDINARY[name]) * Math.min(1, Math.max(0, at)));
  // Alerts give way last: only when the rest is half gone.
  const rest = share * 1.4;
  return {
    alerts: between('alerts', share * 2 - 1),
    silences: between('silences', rest),
    assets: between('assets', rest),
    works: between('works', rest),
    calls: between('calls', rest),
    noteLength: between('noteLength', rest),
    roomPercent: between('roomPercent', rest),
  };
}

/** From an ordinary watch to a terrible one: the first that fits on a page is taken. */
export const SHEET_LIMITS: readonly SheetLimits[] = Array.from({ length: STEPS + 1 }, (_, i) => limitsAt(i / STEPS));

function limited(rows: readonly SheetRow[], most: number, say: Say): { rows: readonly SheetRow[]; more?: string } {
  return rows.length <= most
    ? { rows }
    : { rows: rows.slice(0, most), more: say('more', { count: rows.length - most }) };
}

/** What is not watched at all comes first, then the longest. */
const ASSET_ORDER = ['not-watched', 'degraded', 'unknown'];

function assetRows({ input, say, short, when, assetName }: SheetContext): SheetRow[] {
  return input.assets
    .filter((a) => a.state !== 'watched')
    .toSorted(
      (a, b) =>
        ASSET_ORDER.indexOf(a.state) - ASSET_ORDER.indexOf(b.state) || ((a.since ?? '') < (b.since ?? '') ? -1 : 1),
    )
    .map((a) => ({
      cells: [
        short(assetName(a.assetId, a.name), 44),
        say(`watchState.${a.state}`),
        a.since === undefined ? '' : when(a.since),
        short(a.reasons === undefined ? a.because : reasonSentence(a.reasons, input.language), 64),
      ],
      isStrong: a.state === 'not-watched',
    }));
}

function iceRows({ input, say, short, when }: SheetContext): SheetRow[] {
  const { ice } = input.books;
  if (ice === undefined) return [];
  return [{ cells: [say(`ice.${ice.state}`), when(ice.from), short(ice.note, 80)], isStrong: false }];
}

function worksRows({ input, short, when }: SheetContext): SheetRow[] {
  const { works } = input.books;
  const rows: SheetRow[] = [];
  for (const w of works.filter((w) => w.endedAt === undefined && w.to >= input.dataAt))
    rows.push({
      cells: [
        short(w.title, 60),
        `${when(w.from)} – ${when(w.to)}`,
        short(w.vessels.map((v) => v.name ?? `MMSI ${v.mmsi}`).join(', '), 60),
      ],
      isStrong: false,
    });
  return rows;
}

function callRows({ input, say, short, when }: SheetContext): SheetRow[] {
  const rows: SheetRow[] = [];
  const ships = new Map(input.queue.rows.map((r) => [r.alert.id, r.alert.vessel]));
  const nameOf = (alertId: string | undefined, mmsi: number | undefined): string => {
    const vessel = alertId === undefined ? undefined : ships.get(alertId);
    return vessel?.name ?? String(vessel?.mmsi ?? mmsi ?? '');
  };
  for (const act of input.acts.toSorted((a, b) => (a.dataAt > b.dataAt ? -1 : a.dataAt < b.dataAt ? 1 : 0))) {
    const { body } = act;
    const at = when(act.dataAt);
    const who = (what: string, ship: string): string => short([what, ship].filter((s) => s !== '').join(': '), 46);
    if (body.kind === 'vhf-call' || body.kind === 'phone-call') {
      const what =
        body.kind === 'vhf-call'
          ? who(say('vhf', { channel: body.channel }), nameOf(body.alertId, body.mmsi))
          : who(say('phone', { organisation: body.organisation }), nameOf(body.alertId, undefined));
      const reply = body.reply.trim() === '' ? say('answered') : body.reply;
      rows.push({
        cells: [at, what, short(body.text, 80), body.answered ? short(reply, 50) : say('noAnswer')],
        isStrong: !body.answered,
      });
    } else if (body.kind === 'unit-tasked') {
      const unit = input.books.units.find((u) => u.id === body.unitId)?.name ?? body.unitId;
      rows.push({
        cells: [at, who(say('unit', { unit }), nameOf(body.alertId, undefined)), short(body.task, 80), ''],
        isStrong: false,
      });
    }
  }
  return rows;
}

/** A reconstruction says so first, and how the real case ended. */
function bannerOf({ input, say, short }: SheetContext): string | undefined {
  const { reconstruction } = input.theatre;
  if (reconstruction === undefined) return undefined;
  const { title, outcome } =
    (input.language === 'en' ? undefined : reconstruction.translations?.[input.language]) ?? reconstruction;
  const stop = input.language === 'ja' ? '。' : '. ';
  return `${say('reconstruction')} ${short(title, 80)}${stop}${say('outcome')} ${short(outcome, 200)}`;
}

export function handOverSheet(input: HandOverInput, limits: SheetLimits = SHEET_LIMITS[0]!): Sheet {
  const context = contextOf(input, limits.roomPercent / 100);
  const { say, short, when } = context;
  const promises = promiseRows(context);
  const section = (
    title: string,
    columns: readonly (readonly [head: string, width: number])[],
    rows: readonly SheetRow[],
    most: number,
    empty = say('none'),
  ): SheetSection => ({
    title,
    heads: columns.map((c) => c[0]),
    widths: columns.map((c) => c[1]),
    empty,
    ...limited(rows, most, say),
  });
  const banner = bannerOf(context);
  return {
    language: input.language,
    title: say('title'),
    theatre: input.theatre.name[input.language],
    ...(banner === undefined ? {} : { banner }),
    heads: [
      [say('clock'), `${input.dataAt.slice(0, 10)} ${when(input.dataAt)}`],
      [say('from'), short(input.from, 60)],
      [say('to'), short(input.to, 60)],
    ],
    sections: [
      section(
        say('alerts'),
        [
          [say('severity'), 0.1],
          [say('ship'), 0.15],
          [say('what'), 0.18],
          [say('next'), 0.2],
          [say('handled'), 0.19],
          [say('action'), 0.18],
        ],
        alertRows(context),
        limits.alerts,
      ),
      section(
        say('silences'),
        [
          [say('ship'), 0.24],
          [say('silencedBy'), 0.33],
          [say('endsWith'), 0.43],
        ],
        silenceRows(context),
        limits.silences,
      ),
      section(
        say('assets'),
        [
          [say('asset'), 0.3],
          [say('state'), 0.13],
          [say('since'), 0.21],
          [say('because'), 0.36],
        ],
        assetRows(context),
        limits.assets,
      ),
      section(
        say('ice'),
        [
          [say('state'), 0.3],
          [say('since'), 0.25],
          [say('note'), 0.45],
        ],
        iceRows(context),
        1,
      ),
      section(
        say('works'),
        [
          [say('works'), 0.36],
          [say('until'), 0.34],
          [say('excuses'), 0.3],
        ],
        worksRows(context),
        limits.works,
      ),
      section(
        say('calls'),
        [
          [say('when'), 0.18],
          [say('who'), 0.22],
          [say('text'), 0.37],
          [say('answer'), 0.23],
        ],
        callRows(context),
        limits.calls,
      ),
      promises === undefined
        ? section(say('promises'), [], [], 0, say('notYet'))
        : section(
            say('promises'),
            [
              [say('partner'), 0.22],
              [say('promised'), 0.54],
              [say('before'), 0.24],
            ],
            promises,
            limits.works,
          ),
    ],
    noteTitle: say('note'),
    note: clip(input.note, limits.noteLength),
    signatures: [
      { role: say('handsOver'), name: short(input.from, 40), line: say('signature') },
      { role: say('takesOver'), name: short(input.to, 40), line: say('signature') },
    ],
    footer: say('printed', { version: input.programVersion }),
  };
}
