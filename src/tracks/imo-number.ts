/** Whether a number is an IMO ship number: its last digit is a check on the six before (IMO resolution A.1117(30)). */

/** Hull numbers of other registers (ENI, national) are sent in the same field and have seven or more digits, too. */
export function isImoNumber(imo: number): boolean {
  if (!Number.isInteger(imo) || imo < 1_000_000 || imo > 9_999_999) return false;
  let rest = Math.floor(imo / 10);
  let sum = 0;
  for (let weight = 2; weight <= 7; weight++) {
    sum += weight * (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return sum % 10 === imo % 10;
}
