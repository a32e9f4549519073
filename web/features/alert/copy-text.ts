/** Copies a text; where the browser refuses, selects it on the page so that the officer can. */

/** True when it is on the clipboard. */
export async function copyText(text: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused, or no clipboard without a secure context.
    if (shown !== null) getSelection()?.selectAllChildren(shown);
    return false;
  }
}
