/** The open alerts of a hand-over sheet with the next action of each, and the silences with what ends them. */
import type { Fold, Queue, QueueRow } from '../contract/desk.ts';
import type { SheetContext, SheetRow } from './hand-over-input.ts';
import { isSheetText, type SheetText } from './hand-over-texts-table.ts';

export const shipName = (row: QueueRow): string => row.alert.vessel.name ?? `MMSI ${row.alert.vessel.mmsi}`;

/** Silenced, and not sounding again because the behaviour changed. */
function isSilent({ handling: { silenced, silenceEnded } }: QueueRow): boolean {
  return silenced !== undefined && (silenceEnded === undefined || silenceEnded.at < silenced.at);
}

/** What the next officer has to do about an alert: one thing, the first that is due. */
export function nextAction(row: QueueRow): SheetText {
  const { alert, handling } = row;
  if (isSilent(row)) return 'action.silenced';
  if (alert.status !== 'open') return 'action.close';
  if (alert.severity === 'watch') return 'action.look';
  if (handling.acknowledged === undefined) return 'action.acknowledge';
  if (handling.assigned !== undefined) return 'action.assigned';
  return handling.logCount > 0 ? 'action.follow' : 'action.hail';
}

function handledText(row: QueueRow, { say, short, when }: SheetContext): string {
  const { acknowledged, assigned, logCount } = row.handling;
  const parts = [
    acknowledged === undefined
      ? row.alert.severity === 'watch'
        ? ''
        : say('untouched')
      : say('acknowledged', { who: short(acknowledged.officerName, 20), at: when(acknowledged.at) }),
    assigned === undefined ? '' : say('assigned', { to: short(assigned.to, 20) }),
    isSilent(row) ? say('silenced') : '',
    logCount > 0 ? say('logged', { count: logCount }) : '',
  ];
  return parts.filter((p) => p !== '').join('; ');
}

function nextText(row: QueueRow, { say, short, assetName, watchStateNow }: SheetContext): string {
  const next = row.alert.assetsAtRisk[0];
  if (next === undefined || row.alert.status !== 'open') return say('noneAhead');
  const asset = short(assetName(next.assetId, next.name), 40);
  const where =
    next.minutesTo === 0
      ? say('overNow', { asset })
      : say('minutes', { asset, from: next.minutesFrom, to: next.minutesTo });
  const state = watchStateNow(next);
  return state === 'watched' ? where : `${where} (${say(`watchState.${state}`)})`;
}

function alertRow(row: QueueRow, context: SheetContext, fold?: Fold): SheetRow {
  const { say, short, when } = context;
  const { alert } = row;
  const kind = `kind.${alert.kind}`;
  const what = `${isSheetText(kind) ? say(kind) : alert.kind}, ${when(alert.onsetAt)}`;
  const owners = alert.assetsAtRisk[0]?.owners.join(', ') ?? say('owner');
  const action = say(nextAction(row), {
    owners: short(owners, 40),
    to: short(row.handling.assigned?.to ?? '', 20),
  });
  const ship = `${shipName(row)}${alert.vessel.name === undefined ? '' : ` (${alert.vessel.mmsi})`}`;
  return {
    cells: [
      say(alert.severity),
      fold === undefined ? ship : `${ship}, ${say('fold', { count: fold.alertIds.length })}`,
      what,
      nextText(row, context),
      handledText(row, context),
      action,
    ],
    isStrong: alert.severity === 'high' || row.sounds,
  };
}

/** Rows in the order of the queue, those in a fold where it stands. */
function inOrder(queue: Queue): QueueRow[] {
  const folds = new Map(queue.folds.map((fold) => [fold.foldId, fold.alertIds]));
  const ids = queue.order.flatMap((id) => folds.get(id) ?? [id]);
  const rows = new Map(queue.rows.map((row) => [row.alert.id, row]));
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** In the order of the queue; a fold is one row, that of its gravest alert. */
export function alertRows(context: SheetContext): SheetRow[] {
  const { queue } = context.input;
  const rows = new Map(queue.rows.map((row) => [row.alert.id, row]));
  const folds = new Map(queue.folds.map((fold) => [fold.foldId, fold]));
  return queue.order.flatMap((id): SheetRow[] => {
    const row = rows.get(id);
    if (row !== undefined) return [alertRow(row, context)];
    const fold = folds.get(id);
    const inside = fold?.alertIds.flatMap((alertId) => rows.get(alertId) ?? []) ?? [];
    const gravest = inside.find((r) => r.alert.severity === fold?.severity) ?? inside[0];
    return gravest === undefined ? [] : [alertRow(gravest, context, fold)];
  });
}

/** Also those that ended by themselves: the next officer should know why it sounds again. */
export function silenceRows(context: SheetContext): SheetRow[] {
  const { say, short, when } = context;
  return inOrder(context.input.queue).flatMap((row): SheetRow[] => {
    const { silenced, silenceEnded } = row.handling;
    if (silenced === undefined && silenceEnded === undefined) return [];
    const ends =
      silenceEnded === undefined || isSilent(row)
        ? say('silenceRule')
        : say('silenceEnded', { at: when(silenceEnded.at), because: say(`end.${silenceEnded.because}`) });
    const by = silenced === undefined ? '' : `${short(silenced.officerName, 30)}, ${when(silenced.at)}`;
    return [{ cells: [shipName(row), by, ends], isStrong: !isSilent(row) }];
  });
}
