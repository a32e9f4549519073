/**
 * Labels of what is made from several things: as strict as the strictest of them in every respect. And whether one label lets out
 * more than another, which takes a second person.
 */
import { type Label, type Purpose, purposes, type Tlp, tlps } from '../contract/label.ts';

export type JoinFault = 'nothing-to-join' | 'exercise-with-real' | 'no-common-purpose';

/**
 * What is made of both an exercise and the real world is refused: it would be taken for one of them. What shares no purpose serves
 * none; it has no label, so it stays with its own node.
 */
export function joinLabels(labels: readonly Label[]): { readonly ok: Label } | { readonly refused: JoinFault } {
  const [first, ...others] = labels;
  if (first === undefined) return { refused: 'nothing-to-join' };
  if (others.some(({ exercise }) => exercise !== first.exercise)) return { refused: 'exercise-with-real' };
  const inAll = (purpose: Purpose): boolean => labels.every((label) => label.purposes.includes(purpose));
  const common = purposes.filter(inAll);
  if (common.length === 0) return { refused: 'no-common-purpose' };
  const inEach = (node: string): boolean => others.every(({ releasableTo }) => releasableTo.includes(node));
  const expiresAt = earliest(labels);
  return {
    ok: {
      tlp: strictest(labels.map(({ tlp }) => tlp)),
      releasableTo: [...new Set(first.releasableTo.filter(inEach))].sort(),
      purposes: common,
      personal: labels.some(({ personal }) => personal),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      exercise: first.exercise,
    },
  };
}

const strictest = (all: readonly Tlp[]): Tlp => tlps[Math.max(...all.map((tlp) => tlps.indexOf(tlp)))]!;

/** The contract's form of time sorts as text. */
const earliest = (labels: readonly Label[]): string | undefined =>
  labels
    .map(({ expiresAt }) => expiresAt)
    .filter((at) => at !== undefined)
    .sort()[0];

/** True where `to` lets anybody see, use or keep it who might not by `from`; changing its being an exercise counts too. */
export function isWidening(from: Label, to: Label): boolean {
  return (
    tlps.indexOf(to.tlp) < tlps.indexOf(from.tlp) ||
    to.releasableTo.some((node) => !from.releasableTo.includes(node)) ||
    to.purposes.some((purpose) => !from.purposes.includes(purpose)) ||
    (from.personal && !to.personal) ||
    (from.expiresAt !== undefined && !(to.expiresAt !== undefined && to.expiresAt <= from.expiresAt)) ||
    from.exercise !== to.exercise
  );
}
