/** Search over ships, assets and alerts. */
export function SearchBox() {
  return null;
}
