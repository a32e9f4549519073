/** The newest version of each own alert, and for what reason it was closed: what releases and corrections are made from. */
import type { Act } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import { BoundedMap } from './bounded-map.ts';

/** Older alerts cannot be released any more until they change. */
const MAX_ALERTS = 20_000;

export interface OwnAlert {
  readonly theatreId: string;
  readonly alert: Alert;
  /** As an officer closed it: the record of its source. */
  readonly closedAs: string | undefined;
}

export class OwnAlerts {
  readonly #alerts = new BoundedMap<string, OwnAlert>(MAX_ALERTS);

  get(theatreId: string, alertId: string): OwnAlert | undefined {
    return this.#alerts.get(`${theatreId} ${alertId}`);
  }

  all(): IterableIterator<OwnAlert> {
    return this.#alerts.values();
  }

  takeAlert(theatreId: string, alert: Alert): void {
    const closedAs = this.get(theatreId, alert.id)?.closedAs;
    this.#alerts.set(`${theatreId} ${alert.id}`, { theatreId, alert, closedAs });
  }

  takeAct(theatreId: string, act: Act): void {
    const before = this.handledBy(theatreId, act);
    if (before === undefined) return;
    const closedAs = act.body.kind === 'close' ? act.body.reason : undefined;
    this.#alerts.set(`${theatreId} ${before.alert.id}`, { ...before, closedAs });
  }

  /** The alert whose handling the act changes for its recipients, if it does. */
  handledBy(theatreId: string, { body }: Act): OwnAlert | undefined {
    return body.kind === 'close' || body.kind === 'reopen' ? this.get(theatreId, body.alertId) : undefined;
  }
}

/** What a release of it is cut from. `closedAs` is absent unless somebody closed it. */
export const documentOfAlert = ({ alert, closedAs }: OwnAlert): Readonly<Record<string, unknown>> =>
  closedAs === undefined ? alert : { ...alert, closedAs };
