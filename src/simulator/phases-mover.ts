/** Movers one after another: a ship that waits, sails, and anchors. */
import type { Motion, Mover } from './mover.ts';

export class PhasesMover implements Mover {
  readonly fromMs: number;
  readonly toMs: number;
  readonly #phases: readonly Mover[];

  /** Phases by rising time; between two the later one's start holds. */
  constructor(phases: readonly Mover[]) {
    this.#phases = phases;
    this.fromMs = phases[0]!.fromMs;
    this.toMs = phases[phases.length - 1]!.toMs;
  }

  at(timeMs: number): Motion {
    const phase = this.#phases.findLast((p) => p.fromMs <= timeMs) ?? this.#phases[0]!;
    return phase.at(Math.min(timeMs, phase.toMs));
  }
}
