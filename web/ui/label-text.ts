/** A label in the short form that is spoken and printed: "TLP:AMBER REL FI, JP". What has no recipients is for the own node only. */
import type { Label } from '../../src/contract/label.ts';

export interface LabelText {
  /** Nobody but this node may see it. */
  readonly isOwnOnly: boolean;
  /** As FIRST writes it. */
  readonly tlp: string;
  readonly releasableTo: string;
}

export function labelText({ tlp, releasableTo }: Pick<Label, 'tlp' | 'releasableTo'>): LabelText {
  return {
    isOwnOnly: releasableTo.length === 0,
    tlp: `TLP:${tlp.toUpperCase()}`,
    releasableTo: releasableTo.join(', '),
  };
}
