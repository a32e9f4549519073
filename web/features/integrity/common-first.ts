/** The most common first; what is equally common in the order of its reason, so that the list does not jump. */
export const commonFirst = <T extends { readonly times: number; readonly reason: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => b.times - a.times || (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0));
