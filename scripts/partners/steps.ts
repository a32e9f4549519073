/** Steps of a demonstration: each is told when it begins and how it ended, and what it checked is in its line. */
export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  readonly ms: number;
  /** What was seen. */
  readonly saw: Readonly<Record<string, unknown>>;
  readonly failed?: string;
}

export type Check = (what: string, holds: boolean) => void;

export class Steps {
  readonly results: StepResult[] = [];
  readonly #tell: (result: StepResult) => void;
  readonly #begins: (step: string) => void;

  constructor(tell: { readonly begins: (step: string) => void; readonly ended: (result: StepResult) => void }) {
    this.#begins = tell.begins;
    this.#tell = tell.ended;
  }

  get allHeld(): boolean {
    return this.results.every((r) => r.ok);
  }

  /** Runs one. A check that fails, or anything thrown, fails the step; the later ones are still tried. */
  async step(step: string, run: (check: Check) => Promise<Record<string, unknown>>): Promise<void> {
    this.#begins(step);
    const beganMs = performance.now();
    const broken: string[] = [];
    let saw: Record<string, unknown> = {};
    try {
      saw = await run((what, holds) => {
        if (!holds) broken.push(what);
      });
    } catch (error) {
      broken.push(error instanceof Error ? error.message : String(error));
    }
    const ms = Math.round(performance.now() - beganMs);
    const result: StepResult =
      broken.length === 0 ? { step, ok: true, ms, saw } : { step, ok: false, ms, saw, failed: broken.join('; ') };
    this.results.push(result);
    this.#tell(result);
  }
}
