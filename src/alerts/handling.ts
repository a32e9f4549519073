/** How alerts are handled: what each act changes, what it was before, and so what undoing it gives back. */
import type { Act, ActBody, ReopenCause } from '../contract/act.ts';
import type { Handling } from '../contract/desk.ts';
import type { DeskAlert } from './desk-alert.ts';
import { gravity } from './severity.ts';
import { reopenCause, type SilencedAs, silencedAs, silenceEnd } from './silence.ts';
import { iso } from './whole-units.ts';

type Severity = DeskAlert['head']['severity'];
type Member = 'acknowledged' | 'silenced' | 'assigned' | 'closed';

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly because: string };
export const OK: Outcome = { ok: true };
export const refused = (because: string): Outcome => ({ ok: false, because });

/** How one alert is handled, with what is needed to end a silence and to undo the newest act on each member. */
export interface Handled {
  readonly handling: Handling;
  /** The alert as it was silenced; goes with `silenced`. */
  readonly silencedAs?: SilencedAs;
  /** The alert as it was closed; goes with `closed`. */
  readonly closedAs?: SilencedAs;
  /** The severity it was acknowledged at: an acknowledgement holds for no graver one. */
  readonly acknowledgedAs?: Severity;
  /** The act that last set each member. */
  readonly setBy: Readonly<Partial<Record<Member, string>>>;
}

/** What an undoable act found: given back when it is undone. */
export interface Undo {
  readonly alertId: string;
  readonly member: Member;
  readonly before: Handled;
}

export const UNHANDLED: Handled = { handling: { logCount: 0 }, setBy: {} };

type OnAlert = Extract<ActBody, { kind: 'acknowledge' | 'silence' | 'unsilence' | 'assign' | 'close' | 'reopen' }>;

const MEMBER: Readonly<Record<OnAlert['kind'], Member>> = {
  acknowledge: 'acknowledged',
  silence: 'silenced',
  unsilence: 'silenced',
  assign: 'assigned',
  close: 'closed',
  reopen: 'closed',
};

/** Rings until acknowledged: high, open, neither acknowledged nor silenced nor closed. */
export function soundsOf({ head }: DeskAlert, { handling }: Handled): boolean {
  if (head.severity !== 'high' || head.status !== 'open') return false;
  return handling.acknowledged === undefined && handling.silenced === undefined && handling.closed === undefined;
}

/** An officer has it in hand: it stands after those of its severity that nobody has looked at. */
export const isInHand = ({ handling }: Handled): boolean =>
  handling.acknowledged !== undefined || handling.silenced !== undefined;

/** The handling after the act, with what undoing it needs; or why it is refused. */
export function handle(
  alert: DeskAlert,
  now: Handled,
  act: Act,
  body: OnAlert,
): { readonly after: Handled; readonly undo: Undo } | string {
  const because = whyNot(alert, now.handling, body);
  if (because !== undefined) return because;
  const member = MEMBER[body.kind];
  const after = { ...changed(alert, now, act, body), setBy: { ...now.setBy, [member]: act.actId } };
  return { after, undo: { alertId: alert.head.id, member, before: now } };
}

function whyNot(alert: DeskAlert, handling: Handling, body: OnAlert): string | undefined {
  const isClosed = handling.closed !== undefined;
  if (body.kind === 'reopen') return isClosed ? undefined : 'it is not closed';
  if (isClosed) return 'it is closed';
  switch (body.kind) {
    case 'acknowledge':
      return handling.acknowledged === undefined
        ? undefined
        : `${handling.acknowledged.officerName} has acknowledged it`;
    case 'silence':
      if (alert.head.status !== 'open') return 'it is over: there is nothing to silence';
      return handling.silenced === undefined ? undefined : `${handling.silenced.officerName} has silenced it`;
    case 'unsilence':
      return handling.silenced === undefined ? 'it is not silenced' : undefined;
    case 'assign':
      return body.to.trim() === '' ? 'it names nobody' : undefined;
    case 'close':
      return undefined;
  }
}

function changed(alert: DeskAlert, now: Handled, act: Act, body: OnAlert): Handled {
  const { handling } = now;
  const who = whoOf(act);
  switch (body.kind) {
    case 'acknowledge':
      return { ...now, handling: { ...handling, acknowledged: who }, acknowledgedAs: alert.head.severity };
    case 'silence': {
      const { silenceEnded: _ended, ...rest } = handling;
      return { ...now, handling: { ...rest, silenced: who }, silencedAs: silencedAs(alert) };
    }
    case 'unsilence':
      return { ...now, handling: silenceOver(handling, who.at, 'by-hand') };
    case 'assign':
      return { ...now, handling: { ...handling, assigned: { ...who, to: body.to.trim() } } };
    case 'close':
      return {
        ...now,
        handling: {
          ...without(handling, 'reopened'),
          closed: { ...who, reason: body.reason, note: body.note },
        },
        closedAs: silencedAs(alert),
      };
    case 'reopen':
      return { ...now, handling: without(handling, 'closed') };
  }
}

export function whoOf({ officer, officerName, dataAt, actId }: Act): NonNullable<Handling['acknowledged']> {
  return { officer, officerName, at: iso(Date.parse(dataAt)), actId };
}

function without(handling: Handling, member: Member | 'reopened'): Handling {
  const { [member]: _gone, ...rest } = handling;
  return rest;
}

function silenceOver(
  handling: Handling,
  at: string,
  because: NonNullable<Handling['silenceEnded']>['because'],
): Handling {
  return { ...without(handling, 'silenced'), silenceEnded: { at, because } };
}

/** Gives back what the act found, if nothing has touched it since; or why not. */
export function undone(now: Handled, actId: string, { member, before }: Undo): Handled | string {
  if (now.setBy[member] !== actId) return 'what it did has been changed since';
  const { [member]: _value, ...handling } = now.handling;
  const { [member]: _by, ...setBy } = now.setBy;
  const value = before.handling[member];
  const by = before.setBy[member];
  const after: Handled = {
    ...now,
    handling: { ...handling, ...(value === undefined ? {} : { [member]: value }) },
    setBy: { ...setBy, ...(by === undefined ? {} : { [member]: by }) },
  };
  if (member === 'acknowledged') return withSeverity(after, before.acknowledgedAs);
  if (member === 'closed') return withClose(after, before);
  if (member !== 'silenced') return after;
  const { silenceEnded: _ended, ...rest } = after.handling;
  const ended = before.handling.silenceEnded;
  const { silencedAs: _as, ...kept } = after;
  return {
    ...kept,
    handling: { ...rest, ...(ended === undefined ? {} : { silenceEnded: ended }) },
    ...(before.silencedAs === undefined ? {} : { silencedAs: before.silencedAs }),
  };
}

function withClose(handled: Handled, { closedAs, handling: { reopened } }: Handled): Handled {
  const { closedAs: _as, ...rest } = handled;
  const handling = without(handled.handling, 'reopened');
  return {
    ...rest,
    handling: reopened === undefined ? handling : { ...handling, reopened },
    ...(closedAs === undefined ? {} : { closedAs }),
  };
}

function withSeverity(handled: Handled, acknowledgedAs: Severity | undefined): Handled {
  const { acknowledgedAs: _as, ...rest } = handled;
  return acknowledgedAs === undefined ? rest : { ...rest, acknowledgedAs };
}

/** One call, unit or note more about it. */
export const logged = (now: Handled): Handled => ({
  ...now,
  handling: { ...now.handling, logCount: now.handling.logCount + 1 },
});

/** Why a closed alert opens again by itself, as it now stands. */
export function reopens({ handling, closedAs }: Handled, alert: DeskAlert): ReopenCause | undefined {
  return handling.closed === undefined || closedAs === undefined ? undefined : reopenCause(closedAs, alert);
}

/**
 * Closed no more, and nobody has it in hand: it rings where it is high. That it was closed, by whom and as what, stays on it. The
 * close cannot be undone any more, for it does not stand.
 */
export function reopened(now: Handled, because: ReopenCause, tickMs: number): Handled {
  const { closed, acknowledged: _ack, silenced, ...rest } = now.handling;
  const { closedAs: _as, silencedAs: _was, acknowledgedAs: _severity, ...kept } = now;
  const { closed: _by, ...setBy } = now.setBy;
  const at = iso(tickMs);
  return {
    ...kept,
    handling: {
      ...rest,
      ...(silenced === undefined ? {} : { silenceEnded: { at, because } }),
      reopened: { ...closed!, reopenedAt: at, because },
    },
    setBy,
  };
}

/**
 * What the alert's newest state does to its handling. A silence ends when the behaviour is another one, and with it the
 * acknowledgement; an acknowledgement holds for no graver severity, and not for a withdrawal: every recipient is told.
 */
export function settle(now: Handled, before: DeskAlert | undefined, alert: DeskAlert, tickMs: number): Handled {
  let { handling } = now;
  const end =
    handling.silenced === undefined || now.silencedAs === undefined ? undefined : silenceEnd(now.silencedAs, alert);
  if (end !== undefined) handling = without(silenceOver(handling, iso(tickMs), end), 'acknowledged');
  if (now.acknowledgedAs !== undefined && gravity(alert.head.severity) < gravity(now.acknowledgedAs))
    handling = without(handling, 'acknowledged');
  if (alert.head.status === 'withdrawn' && before !== undefined && before.head.status !== 'withdrawn')
    handling = without(handling, 'acknowledged');
  return handling === now.handling ? now : { ...now, handling };
}
