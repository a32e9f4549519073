/**
 * The one release gate. Nothing leaves this node but through it: exporters take `Released<T>`, and only `release` makes one, where
 * `decide` allows it. Denied is what no rule allows. The decision is a function of the question alone, and is made again each time
 * something is served.
 */
import type { Agreement, RelationState } from '../contract/agreement.ts';
import { type DataClass, type Label, tlps } from '../contract/label.ts';

export interface ReleaseQuestion {
  readonly label: Label;
  readonly dataClass: DataClass;
  readonly partner: string;
  readonly relation: { readonly state: RelationState; readonly agreement?: Agreement | undefined };
  readonly nowMs: number;
  readonly selfId: string;
  /** An exercise may go though no purpose says so: its flag travels with it. */
  readonly exerciseOk?: boolean | undefined;
  /** The rule, or the persons who release it, said that personal data goes. */
  readonly personalOk?: boolean | undefined;
}

/** In the order in which they are looked at; what an officer reads. Never said to a partner. */
export const DENIALS = {
  'partner-is-self': 'A node does not release to itself.',
  'relation-not-active': 'The relation with this partner is not active.',
  'no-agreement': 'There is no agreement with this partner.',
  'agreement-of-others': 'The agreement is not between this node and this partner.',
  'agreement-not-in-force': 'The agreement has not begun or has run out.',
  'class-not-covered': 'The agreement does not cover data of this kind from this node.',
  'not-releasable-to': 'The label does not name this partner.',
  'tlp-too-strict': 'The label is stricter than the agreement lets this node release.',
  'no-common-purpose': 'The agreement shares no purpose with the label.',
  'exercise-not-covered': 'It is of an exercise, and the agreement is not for exercises.',
  'personal-not-covered': 'It is personal data, and the release does not say that personal data goes.',
  'label-expired': 'The label has expired.',
} as const;
export type Denial = keyof typeof DENIALS;

export type Decision = { readonly allow: true } | { readonly allow: false; readonly because: Denial };

const RELEASED: unique symbol = Symbol('released by the gate');

/** Only this file can make one: the symbol is not exported, and JSON of it is empty. */
export interface Released<T> {
  readonly [RELEASED]: { readonly value: T; readonly partner: string };
}

export function decide(question: ReleaseQuestion): Decision {
  const because = denialOf(question);
  return because === undefined ? { allow: true } : { allow: false, because };
}

export function release<T>(
  value: T,
  question: ReleaseQuestion,
): { readonly ok: Released<T> } | { readonly denied: Denial } {
  const because = denialOf(question);
  if (because !== undefined) return { denied: because };
  const minted = Object.defineProperty({}, RELEASED, { value: Object.freeze({ value, partner: question.partner }) });
  return { ok: Object.freeze(minted) as Released<T> };
}

/** Throws for what the gate did not mint: types do not see through `JSON.parse`. */
const inside = <T>(released: Released<T>): { readonly value: T; readonly partner: string } => {
  if (!Object.hasOwn(released, RELEASED)) throw new TypeError('not released by the gate');
  return released[RELEASED];
};

export const releasedValue = <T>(released: Released<T>): T => inside(released).value;

/** The one partner it may go to. */
export const recipientOf = (released: Released<unknown>): string => inside(released).partner;

function denialOf(question: ReleaseQuestion): Denial | undefined {
  const { label, dataClass, partner, relation, nowMs, selfId } = question;
  const { agreement } = relation;
  if (partner === selfId) return 'partner-is-self';
  if (relation.state !== 'active') return 'relation-not-active';
  if (agreement === undefined) return 'no-agreement';
  const own = agreement.sides.find((side) => side.nodeId === selfId);
  if (own === undefined || !agreement.sides.some((side) => side.nodeId === partner)) return 'agreement-of-others';
  if (!isInForce(agreement, nowMs)) return 'agreement-not-in-force';
  if (!own.classes.includes(dataClass)) return 'class-not-covered';
  if (!label.releasableTo.includes(partner)) return 'not-releasable-to';
  if (tlps.indexOf(label.tlp) > tlps.indexOf(own.maxTlp)) return 'tlp-too-strict';
  const common = label.purposes.filter((purpose) => agreement.purposes.includes(purpose));
  if (common.length === 0) return 'no-common-purpose';
  const isForExercise = common.includes('exercise');
  if (label.exercise && !isForExercise && question.exerciseOk !== true) return 'exercise-not-covered';
  // What is real does not go out to play with.
  if (!label.exercise && isForExercise && common.length === 1) return 'no-common-purpose';
  if (label.personal && question.personalOk !== true) return 'personal-not-covered';
  if (label.expiresAt !== undefined && !(nowMs < Date.parse(label.expiresAt))) return 'label-expired';
  return undefined;
}

/** A time that cannot be read compares as false: it is then not in force. */
export const isInForce = (agreement: Agreement, nowMs: number): boolean =>
  Date.parse(agreement.notBefore) <= nowMs && nowMs < Date.parse(agreement.notAfter);
