/** Several of a short list, each with its box. */
import './sharing.css';
import { Checkbox } from '@mantine/core';

interface Props<T extends string> {
  readonly label: string;
  readonly all: readonly T[];
  readonly picked: readonly T[];
  readonly nameOf: (each: T) => string;
  onPick(picked: T[]): void;
}

/** What is picked comes back in the order of the list. */
export function CheckList<T extends string>({ label, all, picked, nameOf, onPick }: Props<T>) {
  return (
    <fieldset className="mv-checks">
      <legend>{label}</legend>
      <div>
        {all.map((each) => (
          <Checkbox
            key={each}
            label={nameOf(each)}
            checked={picked.includes(each)}
            onChange={({ currentTarget }) =>
              onPick(all.filter((one) => (one === each ? currentTarget.checked : picked.includes(one))))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
