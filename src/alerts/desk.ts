/**
 * The desk: what the core's alerts and the officers' acts say together. Pure, and a function of the acts and ticks it was
 * given in their order; a watch that is restarted from a copy of it goes on as if nothing had been.
 */
import type { Act, Contact, ReopenCause, Works } from '../contract/act.ts';
import { ACT_SCHEMA, UNDOABLE, WATCH_ITSELF } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import type { DeskBooks, Fold, Handling, Queue, QueueRow } from '../contract/desk.ts';
import { type FoldSigns, NO_SIGNS } from '../detectors/cause.ts';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import { type DeskAlert, deskAlert } from './desk-alert.ts';
import { Books, type BooksData } from './desk-books.ts';
import { type Seat, seated } from './desk-order.ts';
import { foldsOf } from './fold.ts';
import * as handlings from './handling.ts';
import { type Handled, OK, type Outcome, refused, UNHANDLED, type Undo } from './handling.ts';
import { iso } from './whole-units.ts';

export interface DeskOptions {
  readonly contacts: readonly Contact[];
  /** Rows shown before the drawer; 12 unless told. */
  readonly budget?: number;
}

export interface ActFilter {
  readonly alertId?: string;
  readonly kinds?: readonly string[];
  readonly limit: number;
}

/** Plain data: what `structuredClone` takes and JSON keeps. */
export interface DeskData {
  readonly version: 1;
  readonly tickMs: number;
  readonly alerts: readonly DeskAlert[];
  readonly handled: readonly (readonly [alertId: string, handled: Handled])[];
  readonly seats: readonly Seat[];
  readonly undos: readonly (readonly [actId: string, undo: Undo])[];
  readonly undone: readonly string[];
  readonly acts: readonly Act[];
  readonly actIds: readonly string[];
  readonly actCount: number;
  readonly theatreId: string;
  readonly books: BooksData;
  readonly signs: FoldSigns;
}

const DEFAULT_BUDGET = 12;
/** What is over leaves the queue after so long, told or not. */
const SHOWN_AFTER_END_MS = 12 * HOUR_MS;
/** Bounds: a watch of a year has fewer. The oldest go; the store keeps them all. */
const MAX_ALERTS = 20_000;
const MAX_ACTS = 20_000;
const MAX_ACT_IDS = 200_000;

export class Desk {
  readonly #budget: number;
  readonly #books: Books;
  readonly #alerts = new Map<string, DeskAlert>();
  readonly #handled = new Map<string, Handled>();
  readonly #undos = new Map<string, Undo>();
  readonly #undone = new Set<string>();
  readonly #actIds = new Set<string>();
  #acts: Act[] = [];
  #seats: readonly Seat[] = [];
  #signs: FoldSigns = NO_SIGNS;
  #actCount = 0;
  /** As acts name it: there is nothing to open again before the first. */
  #theatreId = '';
  #tickMs = -1;
  #queue: Queue | undefined;

  constructor(options: DeskOptions, data?: DeskData) {
    this.#budget = options.budget ?? DEFAULT_BUDGET;
    this.#books = new Books(data?.books ?? { contacts: options.contacts });
    if (data === undefined) return;
    for (const alert of data.alerts) this.#alerts.set(alert.head.id, alert);
    for (const [id, handled] of data.handled) this.#handled.set(id, handled);
    for (const [id, undo] of data.undos) this.#undos.set(id, undo);
    for (const id of data.undone) this.#undone.add(id);
    for (const id of data.actIds) this.#actIds.add(id);
    this.#acts = [...data.acts];
    this.#actCount = data.actCount;
    this.#theatreId = data.theatreId;
    this.#seats = data.seats;
    this.#signs = data.signs;
    this.#tickMs = data.tickMs;
  }

  static restore(options: DeskOptions, data: unknown): Desk {
    return new Desk(options, data as DeskData);
  }

  save(): DeskData {
    return {
      version: 1,
      tickMs: this.#tickMs,
      alerts: [...this.#alerts.values()],
      handled: [...this.#handled],
      seats: this.#seats,
      undos: [...this.#undos],
      undone: [...this.#undone],
      acts: [...this.#acts],
      actIds: [...this.#actIds],
      actCount: this.#actCount,
      theatreId: this.#theatreId,
      books: this.#books.save(),
      signs: this.#signs,
    };
  }

  /**
   * Takes the alerts that are new or changed (all of them will do), and what is known of shared causes. Gives the acts of the
   * watch itself: what was closed and is graver now is open again.
   */
  tick(tickMs: number, alerts: readonly Alert[], signs: FoldSigns = NO_SIGNS): readonly Act[] {
    const own: Act[] = [];
    this.#tickMs = Math.max(this.#tickMs, tickMs);
    this.#signs = signs;
    for (const alert of alerts) {
      const now = deskAlert(alert);
      const before = this.#alerts.get(alert.id);
      this.#alerts.set(alert.id, now);
      const handled = this.#handled.get(alert.id);
      if (handled === undefined) continue;
      const because = handlings.reopens(handled, now);
      if (because === undefined) this.#handled.set(alert.id, handlings.settle(handled, before, now, tickMs));
      else {
        this.#handled.set(alert.id, handlings.reopened(handled, because, tickMs));
        own.push(ownAct(alert.id, because, tickMs, this.#theatreId));
      }
    }
    for (const act of own) this.#log(act);
    this.#arrange();
    this.#forget();
    return own;
  }

  /** Takes an act. One that comes again is the same act, and changes nothing. */
  act(act: Act): Outcome {
    if (this.#actIds.has(act.actId)) return OK;
    const outcome = this.#do(act);
    if (!outcome.ok) return outcome;
    this.#theatreId = act.theatreId;
    this.#log(act);
    this.#arrange();
    return OK;
  }

  queue(): Queue {
    this.#queue ??= this.#show();
    return this.#queue;
  }

  handling(alertId: string): Handling {
    return (this.#handled.get(alertId) ?? UNHANDLED).handling;
  }

  books(): DeskBooks {
    return this.#books.shown();
  }

  /** The newest that fit the filter, oldest first. */
  acts({ alertId, kinds, limit }: ActFilter): Act[] {
    const found: Act[] = [];
    for (let i = this.#acts.length - 1; i >= 0 && found.length < limit; i--) {
      const act = this.#acts[i]!;
      if (kinds !== undefined && !kinds.includes(act.body.kind)) continue;
      if (alertId === undefined || this.#alertOf(act) === alertId) found.push(act);
    }
    return found.reverse();
  }

  /** Acts so far that took effect. */
  get actCount(): number {
    return this.#actCount;
  }

  /** Works in force: announced, not ended by hand, and this is their time. */
  excuses(): readonly Works[] {
    return this.#books.inForce(this.#tickMs);
  }

  #log(act: Act): void {
    this.#actCount++;
    this.#actIds.add(act.actId);
    if (this.#actIds.size > MAX_ACT_IDS) this.#actIds.delete(this.#actIds.values().next().value!);
    this.#acts.push(act);
    if (this.#acts.length <= MAX_ACTS) return;
    const gone = this.#acts.shift()!;
    this.#undos.delete(gone.actId);
    this.#undone.delete(gone.actId);
  }

  #alertOf({ body }: Act): string | undefined {
    if (body.kind === 'undo') return this.#undos.get(body.actId)?.alertId;
    return 'alertId' in body ? body.alertId : undefined;
  }

  #do(act: Act): Outcome {
    const { body } = act;
    switch (body.kind) {
      case 'acknowledge':
      case 'silence':
      case 'unsilence':
      case 'assign':
      case 'close':
      case 'reopen': {
        const alert = this.#alerts.get(body.alertId);
        if (alert === undefined) return refused('there is no such alert');
        const done = handlings.handle(alert, this.#handledOf(body.alertId), act, body);
        if (typeof done === 'string') return refused(done);
        this.#handled.set(body.alertId, done.after);
        this.#undos.set(act.actId, done.undo);
        return OK;
      }
      case 'reopened':
        return refused('only the watch itself does that');
      case 'undo':
        return this.#undo(body.actId);
      case 'vhf-call':
      case 'phone-call':
      case 'unit-tasked':
      case 'note':
        if (body.alertId !== undefined && !this.#alerts.has(body.alertId)) return refused('there is no such alert');
        if (body.kind === 'unit-tasked' && !this.#books.hasUnit(body.unitId)) return refused('there is no such unit');
        if (body.kind === 'phone-call' && body.contactId !== undefined && !this.#books.hasContact(body.contactId))
          return refused('there is no such contact');
        if (body.alertId !== undefined)
          this.#handled.set(body.alertId, handlings.logged(this.#handledOf(body.alertId)));
        return OK;
      default:
        return this.#books.act(body, Date.parse(act.dataAt)) ?? OK;
    }
  }

  #undo(actId: string): Outcome {
    if (!this.#actIds.has(actId)) return refused('there is no such act');
    if (this.#undone.has(actId)) return refused('it has been undone already');
    const undo = this.#undos.get(actId);
    if (undo === undefined) return refused(`only ${UNDOABLE.join(', ')} can be undone`);
    const after = handlings.undone(this.#handledOf(undo.alertId), actId, undo);
    if (typeof after === 'string') return refused(after);
    this.#handled.set(undo.alertId, after);
    this.#undone.add(actId);
    return OK;
  }

  #handledOf(alertId: string): Handled {
    return this.#handled.get(alertId) ?? UNHANDLED;
  }

  /** Closed, or over and told of, or over for long. A withdrawal is told when it is acknowledged. */
  #isInQueue({ head }: DeskAlert): boolean {
    const { acknowledged, closed } = this.handling(head.id);
    if (closed !== undefined) return false;
    if (head.status === 'open') return true;
    if (acknowledged !== undefined) return false;
    return this.#tickMs - Date.parse(head.endedAt ?? head.updatedAt) < SHOWN_AFTER_END_MS;
  }

  #arrange(): void {
    const rows = [...this.#alerts.values()]
      .filter((alert) => this.#isInQueue(alert))
      .map((alert) => ({ alert, isInHand: handlings.isInHand(this.#handledOf(alert.head.id)) }));
    this.#seats = seated(this.#seats, rows, this.#tickMs);
    this.#queue = undefined;
  }

  #show(): Queue {
    const alerts = this.#seats.map(({ id }) => this.#alerts.get(id)!);
    const folds = foldsOf(alerts, this.#signs);
    const foldOf = new Map<string, Fold>(folds.flatMap((fold) => fold.alertIds.map((id) => [id, fold] as const)));
    const order = [...new Set(alerts.map(({ head }) => foldOf.get(head.id)?.foldId ?? head.id))];
    const places = new Map(order.map((id, i) => [id, i]));
    const rows = alerts.map((alert): QueueRow => {
      const { head, crossed } = alert;
      const handled = this.#handledOf(head.id);
      const fold = foldOf.get(head.id);
      const sounds = handlings.soundsOf(alert, handled);
      return {
        alert: head,
        handling: handled.handling,
        ...(crossed.length === 0 ? {} : { crossed: [...crossed] }),
        sounds,
        ...(fold === undefined ? {} : { foldId: fold.foldId }),
        // What rings is never in the drawer, however much rings.
        inDrawer: !sounds && places.get(fold?.foldId ?? head.id)! >= this.#budget,
      };
    });
    return { order, rows, folds: [...folds] };
  }

  /** Lets go of the oldest that left the queue, when there are more than a watch can need. */
  #forget(): void {
    if (this.#alerts.size <= MAX_ALERTS) return;
    for (const [id, alert] of this.#alerts) {
      if (this.#alerts.size <= MAX_ALERTS * 0.9) return;
      if (this.#isInQueue(alert)) continue;
      this.#alerts.delete(id);
      this.#handled.delete(id);
    }
  }
}

/** By data time alone, and so the same in every run: the watch has no other clock. */
function ownAct(alertId: string, because: ReopenCause, tickMs: number, theatreId: string): Act {
  const at = iso(tickMs);
  const actId = `reopened-${alertId}-${tickMs / MINUTE_MS}`;
  const body = { kind: 'reopened', alertId, because } as const;
  return { schema: ACT_SCHEMA, actId, ...WATCH_ITSELF, theatreId, at, dataAt: at, body };
}
