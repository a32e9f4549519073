/**
 * Ships met in own traffic that a partner told of, or that stand on an adopted list. Said once for each theatre, ship and source;
 * a word for the officer, never an alarm and never evidence.
 */
import type { InboundItem, RecognisedShip } from '../contract/partner-views.ts';
import type { WatchList } from '../contract/record.ts';
import { subjectKey } from './subject-key.ts';

const MAX_RECOGNISED = 2000;
/** Ships remembered in a theatre: as many as a busy sea has. */
const MAX_HEARD = 200_000;

export interface MetVessel {
  readonly mmsi: number;
  readonly imo?: number | undefined;
  readonly name?: string | undefined;
}

interface ToldOf {
  readonly mmsi: number | undefined;
  readonly imo: number | undefined;
  readonly ship: Pick<RecognisedShip, 'through' | 'from' | 'subject' | 'sentence'>;
}

const wholeOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What partners told: alerts and vessels that are neither cut off nor recalled nor withdrawn, and adopted lists. */
export function toldOf(
  items: readonly InboundItem[],
  adopted: readonly { readonly from: string; readonly list: WatchList }[],
): ToldOf[] {
  const told: ToldOf[] = [];
  for (const { from, subject, document, quarantined, recalled } of items) {
    if (quarantined || recalled || document.status === 'withdrawn') continue;
    if (subject.class !== 'alert' && subject.class !== 'vessel') continue;
    const vessel = (subject.class === 'alert' ? document.vessel : document) as Record<string, unknown> | undefined;
    const mmsi = wholeOf(vessel?.mmsi) ?? (subject.class === 'vessel' ? subject.mmsi : undefined);
    const imo = wholeOf(vessel?.imo);
    if (mmsi === undefined && imo === undefined) continue;
    const said = textOf(document.sentence) || textOf(document.kind);
    const sentence = said === '' ? `${from} told of this ship.` : `${from} told of this ship: ${said}`;
    told.push({ mmsi, imo, ship: { through: 'alert', from, subject, sentence } });
  }
  for (const { from, list } of adopted)
    for (const { mmsi, imo, because } of list.entries)
      told.push({
        mmsi,
        imo,
        ship: {
          through: 'list',
          from,
          subject: { class: 'watch-list', listId: list.listId },
          sentence: `On the list "${list.title}" of ${from}: ${because}`,
        },
      });
  return told;
}

export class Recognised {
  readonly #ships = new Map<string, RecognisedShip>();
  /** Who was heard where: a partner's word may come after the ship. */
  readonly #heard = new Map<string, Map<number, MetVessel>>();
  #toldKey = '';
  #byMmsi = new Map<number, ToldOf[]>();
  #byImo = new Map<number, ToldOf[]>();

  /** Whenever what partners told has changed: those that were heard before and are told of now. */
  learn(told: readonly ToldOf[], nowMs: number): RecognisedShip[] {
    const key = told.map(({ mmsi, imo, ship }) => `${mmsi} ${imo} ${ship.from} ${subjectKey(ship.subject)}`).join('\n');
    if (key === this.#toldKey) return [];
    this.#toldKey = key;
    this.#byMmsi = grouped(told, (t) => t.mmsi);
    this.#byImo = grouped(told, (t) => t.imo);
    return [...this.#heard].flatMap(([theatreId, heard]) =>
      [...heard.values()].flatMap((vessel) => this.#match(theatreId, vessel, nowMs)),
    );
  }

  meet(theatreId: string, vessels: readonly MetVessel[], nowMs: number): RecognisedShip[] {
    let heard = this.#heard.get(theatreId);
    if (heard === undefined) {
      heard = new Map();
      this.#heard.set(theatreId, heard);
    }
    for (const vessel of vessels) {
      heard.delete(vessel.mmsi);
      heard.set(vessel.mmsi, vessel);
      if (heard.size > MAX_HEARD) heard.delete(heard.keys().next().value!);
    }
    return vessels.flatMap((vessel) => this.#match(theatreId, vessel, nowMs));
  }

  all(): RecognisedShip[] {
    return [...this.#ships.values()];
  }

  #match(theatreId: string, { mmsi, imo, name }: MetVessel, nowMs: number): RecognisedShip[] {
    const fresh: RecognisedShip[] = [];
    const told = new Set([...(this.#byMmsi.get(mmsi) ?? []), ...((imo && this.#byImo.get(imo)) || [])]);
    for (const { ship } of told) {
      const key = `${theatreId} ${mmsi} ${ship.from} ${subjectKey(ship.subject)}`;
      if (this.#ships.has(key)) continue;
      const firstSeenAt = new Date(nowMs).toISOString();
      const found = { theatreId, mmsi, ...(name === undefined ? {} : { name }), ...ship, firstSeenAt };
      this.#ships.set(key, found);
      if (this.#ships.size > MAX_RECOGNISED) this.#ships.delete(this.#ships.keys().next().value!);
      fresh.push(found);
    }
    return fresh;
  }
}

function grouped(told: readonly ToldOf[], keyOf: (t: ToldOf) => number | undefined): Map<number, ToldOf[]> {
  const groups = new Map<number, ToldOf[]>();
  for (const each of told) {
    const key = keyOf(each);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}
