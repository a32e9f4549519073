/** What was set aside of each partner, counted by reason, and what stands in the way now. Counted since the start of the program. */
const MAX_REASONS = 100;

export class TroubleBook {
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #trouble = new Map<string, string>();

  /** Reasons are this program's own words, so there are few; the bound holds whatever they become. */
  count(partner: string, reason: string): void {
    const counts = this.#counts.get(partner) ?? new Map<string, number>();
    if (counts.has(reason) || counts.size < MAX_REASONS) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    this.#counts.set(partner, counts);
  }

  counts(partner: string): Record<string, number> {
    return Object.fromEntries([...(this.#counts.get(partner) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  stands(partner: string, trouble: string): boolean {
    const isNew = this.#trouble.get(partner) !== trouble;
    this.#trouble.set(partner, trouble);
    return isNew;
  }

  over(partner: string): boolean {
    return this.#trouble.delete(partner);
  }

  trouble(partner: string): string | undefined {
    return this.#trouble.get(partner);
  }
}
