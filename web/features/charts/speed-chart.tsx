/** A ship's speed against its own pace. */
import type { Alert } from '../../../src/contract/alert.ts';

export function SpeedChart({ alert }: { readonly alert: Alert }) {
  return <div className="mv-slot">{alert.profile.length}</div>;
}
