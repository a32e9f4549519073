/**
 * Who is behind: the subjects of which each partner may be owed a newer version than the one it was released. A fold over own
 * records, so it is known again after a crash. It may name too much (a change of a field that is withheld is none for this
 * partner), never too little; who releases looks at the newest version and says what is owed.
 */
import type { Subject } from '../contract/record.ts';
import { BoundedMap } from './bounded-map.ts';
import { subjectKey } from './subject-key.ts';

/** More than alerts and lists that can be released at all. */
const MAX_SUBJECTS = 100_000;

interface Behind {
  /** What the partner acts on: what it has not heard of, lists, and a change of gravity or of status. */
  readonly urgent: BoundedMap<string, Subject>;
  readonly plain: BoundedMap<string, Subject>;
}

export class Owed {
  readonly #partners = new Map<string, Behind>();
  readonly #overtaken = new Map<string, number>();

  /** An urgent one keeps the place of the oldest version owed. */
  mark(to: string, subject: Subject, isUrgent: boolean): void {
    const key = subjectKey(subject);
    const { urgent, plain } = this.#of(to);
    if (urgent.has(key) || plain.has(key)) this.#overtaken.set(to, this.overtaken(to) + 1);
    if (urgent.has(key)) return;
    if (isUrgent) {
      plain.delete(key);
      urgent.set(key, subject);
    } else if (!plain.has(key)) plain.set(key, subject);
  }

  settle(to: string, subject: Subject): void {
    const key = subjectKey(subject);
    this.#partners.get(to)?.urgent.delete(key);
    this.#partners.get(to)?.plain.delete(key);
  }

  has(to: string, subject: Subject): boolean {
    const key = subjectKey(subject);
    const found = this.#partners.get(to);
    return found !== undefined && (found.urgent.has(key) || found.plain.has(key));
  }

  /**
   * In the order in which they are to go: urgent ones as they came, then what was told the longest ago. When a plain one was marked
   * plays no part: a change of what is withheld marks it too, and the order shows in the partner's lane. What is settled
   * meanwhile is passed over.
   */
  *to(partner: string, lastTold: (subject: Subject) => number): Generator<Subject> {
    const found = this.#partners.get(partner);
    if (found === undefined) return;
    yield* found.urgent.values();
    const plain = [...found.plain.values()].map((subject) => ({ subject, at: lastTold(subject) }));
    for (const { subject } of plain.sort((x, y) => x.at - y.at)) yield subject;
  }

  count(to: string): number {
    const found = this.#partners.get(to);
    return found === undefined ? 0 : found.urgent.size + found.plain.size;
  }

  /** Versions that a newer one overtook before they were released. */
  overtaken(to: string): number {
    return this.#overtaken.get(to) ?? 0;
  }

  /** What is read at a start was counted, or was not, by the run that wrote it. */
  countAnew(): void {
    this.#overtaken.clear();
  }

  #of(to: string): Behind {
    const found = this.#partners.get(to) ?? {
      urgent: new BoundedMap<string, Subject>(MAX_SUBJECTS),
      plain: new BoundedMap<string, Subject>(MAX_SUBJECTS),
    };
    this.#partners.set(to, found);
    return found;
  }
}
