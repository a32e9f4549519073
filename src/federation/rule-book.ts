/** Standing releases, as officers set them and took them back. */
import type { DataClass } from '../contract/label.ts';
import type { FederationRecord, ReleaseRule } from '../contract/record.ts';

export const MAX_RULES = 1000;

export class RuleBook {
  readonly #rules = new Map<string, ReleaseRule>();

  get(ruleId: string): ReleaseRule | undefined {
    return this.#rules.get(ruleId);
  }

  get isFull(): boolean {
    return this.#rules.size >= MAX_RULES;
  }

  fold({ body }: FederationRecord): void {
    if (body.kind === 'release-rule') this.#rules.set(body.rule.ruleId, body.rule);
  }

  inForce(to: string, dataClass: DataClass): ReleaseRule[] {
    return [...this.#rules.values()].filter((rule) => rule.inForce && rule.to === to && rule.class === dataClass);
  }

  of(to: string): ReleaseRule[] {
    return [...this.#rules.values()].filter((rule) => rule.to === to);
  }
}
