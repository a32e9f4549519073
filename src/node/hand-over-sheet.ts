/** The hand-over sheet of a theatre as it stands: the acts of this watch are those since the last hand-over, a day at most. */
import { iso } from '../alerts/whole-units.ts';
import { WATCH_ITSELF } from '../contract/act.ts';
import { DAY_MS } from '../geo/units.ts';
import type { PartnersDesk } from '../http/partners-desk.ts';
import { handOverPage } from '../report/hand-over.ts';
import type { HandOverInput } from '../report/hand-over-input.ts';
import { handOverPdf } from '../report/hand-over-pdf.ts';
import type { NodeTheatre } from './node-theatre.ts';

export interface HandOverRequest {
  readonly language: HandOverInput['language'];
  readonly format: 'html' | 'pdf';
  readonly to: string;
  readonly note: string;
}

const MAX_ACTS = 1000;

export async function handOverSheet(
  theatre: NodeTheatre,
  request: HandOverRequest,
  partners?: PartnersDesk,
): Promise<Uint8Array> {
  const { queue, books, assets } = theatre.state;
  const newest = await theatre.flow.keeper.acts({ limit: MAX_ACTS, newestFirst: true });
  const last = newest.findIndex((act) => act.body.kind === 'hand-over');
  const since = iso(theatre.nowMs - DAY_MS);
  const acts = newest.slice(0, last < 0 ? newest.length : last).filter((act) => act.dataAt >= since);
  const input: HandOverInput = {
    language: request.language,
    theatre: theatre.info,
    dataAt: iso(theatre.nowMs),
    queue,
    books,
    assets,
    acts: acts.reverse(),
    // Who hands over is who acted last; with nobody the sheet is filled in by hand.
    from: newest.find((act) => act.officer !== WATCH_ITSELF.officer)?.officerName ?? '',
    to: request.to,
    note: request.note,
    programVersion: theatre.setup.programVersion,
    // A thread that fails is an alarm of its own; the sheet does without.
    ...(partners === undefined
      ? {}
      : await partners.state().then(
          (state) => ({ partners: state }),
          () => ({}),
        )),
  };
  return request.format === 'pdf' ? await handOverPdf(input) : new TextEncoder().encode(handOverPage(input));
}
